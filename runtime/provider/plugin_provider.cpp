#include <array>
#include <cassert>
#include <utility>

#include <jianhe/encoding.h>
#include <jianhe/provider.h>
#include <jianhe/provider_plugin.h>

#if __has_include(<dlfcn.h>)
#include <dlfcn.h>

namespace jianhe {
namespace {

using State = ProviderValue::State;

constexpr std::size_t kTextCapacity = 1024;

static_assert(JIANHE_VALUE_ABSENT == static_cast<int>(State::Absent) &&
              JIANHE_VALUE_NOT_DECODABLE == static_cast<int>(State::NotDecodable) &&
              JIANHE_VALUE_PRESENT == static_cast<int>(State::Present));

struct LibraryClose {
    void operator()(void* library) const noexcept { ::dlclose(library); }
};
using Library = std::unique_ptr<void, LibraryClose>;

// An opened provider of a plug-in; closes it, then the library.
class PluginProvider final : public Provider {
public:
    PluginProvider(Library library, const jianhe_provider_plugin& plugin, void* state,
                   std::vector<std::uint8_t> offered)
        : library_(std::move(library)), plugin_(plugin), state_(state), offered_(std::move(offered)) {}
    ~PluginProvider() override { plugin_.close(state_); }

    bool offers(std::size_t part) const noexcept override { return part < offered_.size() && offered_[part] != 0; }

    void answer(std::span<const ProviderArgument> arguments, std::span<ProviderValue> parts) const noexcept override {
        assert(parts.size() == offered_.size());
        std::vector<jianhe_provider_argument> plain_arguments;
        for (const ProviderArgument& value : arguments) {
            plain_arguments.push_back(
                {static_cast<std::int32_t>(value.state), value.number, value.text.data(), value.text.size()});
        }
        std::vector<std::array<char, kTextCapacity>> texts(parts.size());
        std::vector<jianhe_provider_part> plain_parts;
        for (auto& text : texts) plain_parts.push_back({JIANHE_VALUE_ABSENT, 0, text.data(), text.size(), 0});
        plugin_.answer(state_, plain_arguments.data(), plain_parts.data());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            parts[i] = offers(i) ? value_of(plain_parts[i], texts[i].data()) : ProviderValue{};
        }
    }

private:
    // What breaks the interface is NotDecodable: an unknown state, a text longer than its room or not in UTF-8.
    static ProviderValue value_of(const jianhe_provider_part& part, const char* text) {
        if (part.state == JIANHE_VALUE_ABSENT) return {};
        if (part.state != JIANHE_VALUE_PRESENT || part.text_length > kTextCapacity) return {State::NotDecodable, 0, {}};
        const std::string_view content(text, part.text_length);
        if (find_invalid(content, TextEncoding::Utf8)) return {State::NotDecodable, 0, {}};
        return {State::Present, part.number, std::string(content)};
    }

    Library library_;
    const jianhe_provider_plugin& plugin_;
    void* state_;
    std::vector<std::uint8_t> offered_;
};

Error fault(const std::string& library, std::string_view text) {
    return Error{("cannot load the provider library " + library + ": ").append(text)};
}

const char* last_dl_error() noexcept {
    const char* text = ::dlerror();
    return text == nullptr ? "unknown fault" : text;
}

Result<const jianhe_provider_plugin*> find_plugin(void* library, const std::string& name) {
    using Entry = const jianhe_provider_plugin* (*)();
    const auto entry = reinterpret_cast<Entry>(::dlsym(library, JIANHE_PROVIDER_PLUGIN_FUNCTION));
    if (entry == nullptr) return fault(name, "it has no function " JIANHE_PROVIDER_PLUGIN_FUNCTION);
    const jianhe_provider_plugin* plugin = entry();
    if (plugin == nullptr || plugin->abi_version != JIANHE_PROVIDER_ABI || plugin->open == nullptr ||
        plugin->answer == nullptr || plugin->close == nullptr) {
        return fault(name, "it was made for another version of jianhe/provider_plugin.h, or is not complete");
    }
    return plugin;
}

}  // namespace

Result<std::shared_ptr<const Provider>> load_provider(const std::string& library, std::string_view name,
                                                      std::size_t arguments, std::span<const std::string> part_names) {
    Library handle(::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL));
    if (handle == nullptr) return fault(library, last_dl_error());
    const auto plugin = find_plugin(handle.get(), library);
    if (!plugin) return plugin.error();

    const std::string wanted(name);
    std::vector<const char*> names;
    for (const std::string& part : part_names) names.push_back(part.c_str());
    const jianhe_provider_request request{wanted.c_str(), arguments, names.data(), names.size()};
    std::vector<std::uint8_t> offered(part_names.size());
    std::array<char, kTextCapacity> error{};
    void* state = nullptr;
    if ((*plugin)->open(&request, offered.data(), &state, error.data(), error.size()) != 0) {
        error.back() = '\0';
        return fault(library, "provider " + wanted + ": " + error.data());
    }
    return std::shared_ptr<const Provider>(
        std::make_shared<PluginProvider>(std::move(handle), **plugin, state, std::move(offered)));
}

}  // namespace jianhe

#else

namespace jianhe {

Result<std::shared_ptr<const Provider>> load_provider(const std::string& library, std::string_view, std::size_t,
                                                      std::span<const std::string>) {
    return Error{"cannot load the provider library " + library + ": this system has no dlopen"};
}

}  // namespace jianhe

#endif
