#include "compiler/jit/work_thread.h"

#include <cassert>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <utility>

#include "runtime/value/system_error.h"

namespace jianhe::jit {
namespace {

constexpr std::size_t kStackSize = std::size_t{16} << 20U;

using Work = std::function<void()>;

void* run(void* given) {
    const std::unique_ptr<Work> work(static_cast<Work*>(given));
    (*work)();
    return nullptr;
}

}  // namespace

WorkThread::~WorkThread() { assert(!is_running_ && "a thread was forgotten"); }

Result<void> WorkThread::start(Work work) {
    assert(!is_running_ && "a thread is started once");
    auto kept = std::make_unique<Work>(std::move(work));
    pthread_attr_t attributes;
    ::pthread_attr_init(&attributes);
    ::pthread_attr_setstacksize(&attributes, kStackSize);
    errno = ::pthread_create(&thread_, &attributes, run, kept.get());
    const int fault = errno;
    ::pthread_attr_destroy(&attributes);
    errno = fault;
    if (fault != 0) return detail::system_error("cannot start a thread for", "compiling");
    static_cast<void>(kept.release());  // the thread's now
    is_running_ = true;
    return {};
}

void WorkThread::join() noexcept {
    ::pthread_join(thread_, nullptr);
    is_running_ = false;
}

void WorkThread::detach() noexcept {
    ::pthread_detach(thread_);
    is_running_ = false;
}

}  // namespace jianhe::jit
