#include "runtime/provider/visit_id_provider.h"

#include <cassert>
#include <vector>

#include <jianhe/identifier.h>

namespace jianhe::detail {
namespace {

using State = ProviderValue::State;

enum class Part : std::uint8_t { Unknown, Person, At };

Part part_of(const std::string& name) {
    if (name == "person") return Part::Person;
    if (name == "at") return Part::At;
    return Part::Unknown;
}

class VisitIdProvider final : public Provider {
public:
    explicit VisitIdProvider(std::span<const std::string> part_names) {
        for (const std::string& name : part_names) parts_.push_back(part_of(name));
    }

    bool offers(std::size_t part) const noexcept override {
        return part < parts_.size() && parts_[part] != Part::Unknown;
    }

    void answer(std::span<const ProviderValue> arguments, std::span<ProviderValue> parts) const noexcept override {
        assert(arguments.size() == 1 && parts.size() == parts_.size());
        const ProviderValue& id = arguments.front();
        const VisitIdParts decoded = id.state == State::Present ? decode_visit_id_parts(id.text) : VisitIdParts{};
        for (std::size_t i = 0; i < parts.size(); ++i) parts[i] = value_of(parts_[i], id.state, decoded);
    }

private:
    static ProviderValue value_of(Part part, State id, const VisitIdParts& decoded) noexcept {
        if (part == Part::Unknown || id == State::Absent) return {};
        if (part == Part::Person && decoded.person) {
            return {State::Present, 0, std::string(decoded.person->data(), decoded.person->size())};
        }
        if (part == Part::At && decoded.at) return {State::Present, decoded.at->seconds, {}};
        return {State::NotDecodable, 0, {}};
    }

    std::vector<Part> parts_;
};

}  // namespace

std::shared_ptr<const Provider> make_visit_id_provider(std::span<const std::string> part_names) {
    return std::make_shared<VisitIdProvider>(part_names);
}

}  // namespace jianhe::detail
