#include "compiler/driver/run_identity.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>

namespace jianhe::driver {
namespace {

using NamedValues = std::vector<std::pair<std::string, std::string>>;

const std::string* find(const NamedValues& values, const std::string& name) {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
    return found == values.end() ? nullptr : &found->second;
}

std::optional<std::string> difference_of_settings(const NamedValues& before, const NamedValues& now) {
    for (const auto& [name, value] : before) {
        const std::string* other = find(now, name);
        if (other == nullptr) return fmt::format("{} was {}, and is not there now", name, value);
        if (*other != value) return fmt::format("{} was {}, and is {} now", name, value, *other);
    }
    for (const auto& [name, value] : now) {
        if (find(before, name) == nullptr) return fmt::format("{} is {} now, and was not there then", name, value);
    }
    return std::nullopt;
}

// Inputs have an order, and there may be very many: they are compared one by one.
std::optional<std::string> difference_of_inputs(const NamedValues& before, const NamedValues& now) {
    const auto [old_one, new_one] = std::mismatch(before.begin(), before.end(), now.begin(), now.end());
    if (old_one == before.end() && new_one == now.end()) return std::nullopt;
    if (old_one == before.end()) return fmt::format("the file {} was not there then", new_one->first);
    if (new_one == now.end()) return fmt::format("the file {} is not there now", old_one->first);
    if (old_one->first == new_one->first) {
        return fmt::format("the file {} had {}, and has {} now", old_one->first, old_one->second, new_one->second);
    }
    return fmt::format("in the place of the file {} stands {} now", old_one->first, new_one->first);
}

}  // namespace

std::string state_of(const std::string& path) {
    struct stat state {};
    if (::stat(path.c_str(), &state) != 0) {
        return fmt::format("no state ({})", std::error_code(errno, std::generic_category()).message());
    }
    return fmt::format("{} bytes of {}.{:09}", state.st_size, state.st_mtim.tv_sec, state.st_mtim.tv_nsec);
}

NamedValues states_of(const std::vector<Input>& inputs) {
    NamedValues states;
    states.reserve(inputs.size());
    for (const Input& input : inputs) {
        states.emplace_back(input.shown, input.fault ? std::string("no state (not listed)") : state_of(input.path));
    }
    return states;
}

std::optional<std::string> difference(const RunIdentity& before, const RunIdentity& now) {
    if (auto setting = difference_of_settings(before.settings, now.settings)) return setting;
    if (before.received_at != now.received_at) {
        return fmt::format("the files were received at {}, and are received at {} now",
                           format_iso_datetime(before.received_at), format_iso_datetime(now.received_at));
    }
    return difference_of_inputs(before.inputs, now.inputs);
}

}  // namespace jianhe::driver
