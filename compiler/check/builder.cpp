#include "compiler/check/builder.h"

#include <algorithm>

namespace jianhe {

ir::InstId Builder::inst(ir::InstKind kind, ir::Type type, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    const std::array<std::uint32_t, 6> key{
        static_cast<std::uint32_t>(kind), static_cast<std::uint32_t>(type.kind), type.scale, a, b, c};
    const auto [entry, is_new] = insts_.emplace(key, static_cast<ir::InstId>(module_->insts.size()));
    if (is_new) module_->insts.push_back({kind, type, a, b, c});
    return entry->second;
}

ir::InstId Builder::integer(std::int64_t value, ir::Type type) {
    return inst(ir::InstKind::Integer, type, ir::index_of(integer_constant(value)));
}

ir::InstId Builder::text(std::string value) {
    const auto [entry, is_new] = texts_.emplace(std::move(value), static_cast<std::uint32_t>(module_->texts.size()));
    if (is_new) module_->texts.push_back(entry->first);
    return inst(ir::InstKind::Text, {ir::ValueType::Text, 0}, entry->second);
}

ir::IntegerId Builder::integer_constant(std::int64_t value) {
    const auto [entry, is_new] = integers_.emplace(value, static_cast<std::uint32_t>(module_->integers.size()));
    if (is_new) module_->integers.push_back(value);
    return static_cast<ir::IntegerId>(entry->second);
}

ir::SetId Builder::set(ir::Set set) {
    const auto same_members = [](const ir::WordRange& a, const ir::WordRange& b) {
        return a.lo == b.lo && a.hi == b.hi;
    };
    for (std::size_t i = 0; i < module_->sets.size(); ++i) {
        const ir::Set& known = module_->sets[i];
        if (known.name == set.name && known.members.size() == set.members.size() &&
            std::equal(known.members.begin(), known.members.end(), set.members.begin(), same_members)) {
            return static_cast<ir::SetId>(i);
        }
    }
    module_->sets.push_back(std::move(set));
    return static_cast<ir::SetId>(module_->sets.size() - 1);
}

ir::PatternId Builder::pattern(std::string pattern) {
    auto& patterns = module_->patterns;
    const auto found = std::find(patterns.begin(), patterns.end(), pattern);
    const auto index = static_cast<std::uint32_t>(found - patterns.begin());
    if (found == patterns.end()) patterns.push_back(std::move(pattern));
    return static_cast<ir::PatternId>(index);
}

ir::KeyId Builder::key(std::vector<ir::FieldId> fields) {
    auto& keys = module_->keys;
    const auto found = std::find(keys.begin(), keys.end(), fields);
    const auto index = static_cast<std::uint32_t>(found - keys.begin());
    if (found == keys.end()) keys.push_back(std::move(fields));
    return static_cast<ir::KeyId>(index);
}

}  // namespace jianhe
