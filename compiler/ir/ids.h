#pragma once

#include <cstdint>

namespace jianhe::ir {

// Ids are types of their own, so that a field can never be taken for an instruction. Each is an index into the vector
// of the same name in Module; the greatest value means "none".
enum class InstId : std::uint32_t {};
enum class FieldId : std::uint32_t {};
enum class SegmentId : std::uint32_t {};
enum class GivenId : std::uint32_t {};
enum class ChosenDateId : std::uint32_t {};
enum class CodeSetId : std::uint32_t {};
enum class SetId : std::uint32_t {};
enum class TableId : std::uint32_t {};
enum class PatternId : std::uint32_t {};
enum class CellId : std::uint32_t {};
enum class PresenceId : std::uint32_t {};
enum class CodeId : std::uint32_t {};
enum class RuleId : std::uint32_t {};
enum class CheckId : std::uint32_t {};
enum class RecordId : std::uint32_t {};
enum class TextId : std::uint32_t {};
enum class IntegerId : std::uint32_t {};
enum class KeyId : std::uint32_t {};
enum class MasterId : std::uint32_t {};
enum class ProviderId : std::uint32_t {};
enum class ScenarioId : std::uint32_t {};
enum class BufferId : std::uint32_t {};
enum class BufferPartId : std::uint32_t {};
enum class ConstructionId : std::uint32_t {};
enum class RelationId : std::uint32_t {};
enum class LookUpId : std::uint32_t {};

template <class Id>
inline constexpr Id kNone = static_cast<Id>(0xffffffffU);

template <class Id>
constexpr bool is_some(Id id) noexcept {
    return id != kNone<Id>;
}

template <class Id>
constexpr std::uint32_t index_of(Id id) noexcept {
    return static_cast<std::uint32_t>(id);
}

}  // namespace jianhe::ir
