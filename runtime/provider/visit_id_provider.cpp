#include "runtime/provider/visit_id_provider.h"

#include <cassert>
#include <cstring>
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

void answer_with(ProviderValue& part, State state, std::int64_t number = 0) noexcept {
    part.state = state;
    part.number = number;
    part.text.clear();
}

class VisitIdProvider final : public Provider {
public:
    explicit VisitIdProvider(std::span<const std::string> part_names) {
        for (const std::string& name : part_names) parts_.push_back(part_of(name));
    }

    bool offers(std::size_t part) const noexcept override {
        return part < parts_.size() && parts_[part] != Part::Unknown;
    }

    // Texts are written where they stand, so that a caller who keeps `parts` allocates nothing.
    void answer(std::span<const ProviderArgument> arguments, std::span<ProviderValue> parts) const noexcept override {
        assert(arguments.size() == 1 && parts.size() == parts_.size());
        const ProviderArgument& id = arguments.front();
        const VisitIdParts decoded = id.state == State::Present ? decode_visit_id_parts(id.text) : VisitIdParts{};
        const State otherwise = id.state == State::Absent ? State::Absent : State::NotDecodable;
        ProviderValue* part = parts.data();
        for (const Part kind : parts_) {
            if (kind == Part::Person && decoded.person) {
                part->state = State::Present;
                part->number = 0;
                part->text.resize(decoded.person->size());
                std::memcpy(part->text.data(), decoded.person->data(), decoded.person->size());
            } else if (kind == Part::At && decoded.at) {
                answer_with(*part, State::Present, decoded.at->seconds);
            } else {
                answer_with(*part, kind == Part::Unknown ? State::Absent : otherwise);
            }
            ++part;
        }
    }

private:
    std::vector<Part> parts_;
};

}  // namespace

std::shared_ptr<const Provider> make_visit_id_provider(std::span<const std::string> part_names) {
    return std::make_shared<VisitIdProvider>(part_names);
}

}  // namespace jianhe::detail
