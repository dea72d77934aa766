#include "compiler/jit/tiers.h"

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <utility>

#include <malloc.h>

#include "compiler/jit/build_id.h"
#include "compiler/jit/code_memory.h"
#include "compiler/jit/cpu_level.h"
#include "compiler/jit/linked_object.h"
#include "compiler/jit/open_plugin.h"
#include "compiler/jit/work_thread.h"
#include "compiler/plugin/open_library.h"

namespace jianhe::jit {
namespace {

std::atomic<unsigned> working_threads{0};

std::string environment(const char* name) {
    const char* value = ::secure_getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

// Why this machine cannot run the code, before any is made or looked at. Code for another processor may be asked for,
// to look at it or for a test; a system may forbid code that a program has written itself.
std::optional<Error> fault_of_machine(const std::string& cpu) {
    if (kLoadsObjects && cpu.starts_with("x86-64") && !can_run_level(cpu)) {
        return Error{"this machine cannot run code for " + cpu};
    }
    if (auto allowed = check_code_memory(); !allowed) return std::move(allowed).error();
    return std::nullopt;
}

}  // namespace

struct Tiers::State {
    State(const ir::Module& module, TierSettings with)
        : settings(std::move(with)), key(object_key(module, settings.cpu)) {}

    const TierSettings settings;
    const std::string key;
    std::atomic<bool> cancelled = false;
    std::atomic<std::uint32_t> generation = 0;

    mutable std::mutex mutex;  // of what follows
    mutable std::condition_variable changed;
    std::shared_ptr<const JitProgram> program;
    std::optional<Error> fault;
    bool is_ended = false;  // the thread has nothing more to do
    WorkThread thread;

    bool is_settled() const { return fault || (program != nullptr && program->tier() == Tier::Full); }

    void publish(JitProgram made) {
        const std::lock_guard lock(mutex);
        program = std::make_shared<const JitProgram>(std::move(made));
        generation.fetch_add(1, std::memory_order_release);
        changed.notify_all();
    }

    void fail(Error error) {
        const std::lock_guard lock(mutex);
        fault = std::move(error);
        changed.notify_all();
    }

    // In the background.
    void run(const ir::Module& module) {
        if (auto wrong = fault_of_machine(settings.cpu)) return fail(std::move(*wrong));
        const auto plugin = open_plugin(settings.plugin_folder);
        if (!plugin) return fail(plugin.error());
        if (settings.quick_first && !make(**plugin, module, Tier::Quick)) return;
        if (!make(**plugin, module, Tier::Full)) return;
        // LLVM has freed much of what this thread held; the system should have it back.
        ::malloc_trim(0);
    }

    // Whether there is more to do.
    bool make(const Plugin& plugin, const ir::Module& module, Tier tier) {
        CompileOrder order{tier, settings.cpu, settings.dump, settings.verify, settings.link_by_llvm, &cancelled};
        auto made = compile(plugin, module, order);
        if (!made) return fail(made.error()), false;
        if (made->cancelled) return false;
        if (settings.link_by_llvm) {
            publish({JitProgram::Symbols(made->symbols.begin(), made->symbols.end()), tier});
            return true;
        }
        const auto linked = link_object(made->object);
        if (!linked) return fail(linked.error()), false;
        auto memory = CodeMemory::copy_of(*linked);
        if (!memory) return fail(memory.error()), false;
        auto loaded = JitProgram::load(std::move(*memory), tier);
        if (!loaded) return fail(loaded.error()), false;
        publish(std::move(*loaded));
        if (tier == Tier::Full && settings.cache) settings.cache->store(key, *linked);
        return true;
    }
};

TierSettings TierSettings::of_user(bool with_cache) {
    TierSettings settings;
    settings.plugin_folder = plugin::folder();
    if (with_cache && kLoadsObjects) {
        if (auto folder = ObjectCache::default_folder()) settings.cache.emplace(std::move(*folder));
    }
    settings.cpu = environment("JIANHE_JIT_CPU");
    if (settings.cpu.empty()) settings.cpu = host_cpu_level();
    settings.dump = environment("JIANHE_JIT_DUMP");
    return settings;
}

std::string object_key(const ir::Module& module, const std::string& cpu) {
    std::string key;
    // With their lengths: other texts, or the same ones cut elsewhere, have another key.
    for (const std::string_view part : {std::string_view(module.name), std::string_view(module.version),
                                        std::string_view(module.digest), build_id(), std::string_view(cpu)}) {
        key += std::to_string(part.size()).append(":").append(part);
    }
    return key;
}

Tiers::Tiers(const ir::Module& module, TierSettings settings)
    : module_(module), state_(std::make_shared<State>(module, std::move(settings))) {}

Tiers::~Tiers() {
    state_->cancelled.store(true, std::memory_order_relaxed);
    if (!state_->thread.is_running()) return;
    // With the full code there, the thread has only to put it into the cache.
    const bool is_soon_over = [this] {
        const std::lock_guard lock(state_->mutex);
        return state_->is_ended || state_->is_settled();
    }();
    if (state_->settings.join_at_end || is_soon_over) {
        state_->thread.join();
    } else {
        state_->thread.detach();
    }
}

bool Tiers::load_cached() {
    if (!state_->settings.cache) return false;
    auto linked = state_->settings.cache->find(state_->key);
    if (!linked || fault_of_machine(state_->settings.cpu)) return false;
    auto loaded = JitProgram::load(std::move(*linked), Tier::Full);
    if (!loaded) {
        // Whole, and yet not ours: better made anew.
        state_->settings.cache->remove(state_->key);
        return false;
    }
    state_->publish(std::move(*loaded));
    return true;
}

Result<void> Tiers::open_compiler() const {
    if (auto wrong = fault_of_machine(state_->settings.cpu)) return std::move(*wrong);
    const auto plugin = open_plugin(state_->settings.plugin_folder);
    if (!plugin) return plugin.error();
    return {};
}

void Tiers::start() {
    const std::lock_guard lock(state_->mutex);
    if (state_->thread.is_running() || state_->is_settled()) return;
    ++working_threads;
    auto started = state_->thread.start([state = state_, module = module_] {
        state->run(module);
        {
            const std::lock_guard ending(state->mutex);
            state->is_ended = true;
            state->changed.notify_all();
        }
        --working_threads;
    });
    if (!started) {
        --working_threads;
        state_->fault = std::move(started).error();
    }
}

void Tiers::wait() const {
    std::unique_lock lock(state_->mutex);
    state_->changed.wait(lock,
                         [this] { return state_->is_settled() || state_->is_ended || !state_->thread.is_running(); });
}

std::uint32_t Tiers::generation() const noexcept { return state_->generation.load(std::memory_order_acquire); }

std::shared_ptr<const JitProgram> Tiers::program() const {
    const std::lock_guard lock(state_->mutex);
    return state_->program;
}

std::optional<Error> Tiers::fault() const {
    const std::lock_guard lock(state_->mutex);
    return state_->fault;
}

bool is_work_left() noexcept { return working_threads.load() != 0; }

}  // namespace jianhe::jit
