#include <jianhe/record_builder.h>

namespace jianhe {

std::string_view to_string(BuildStatus status) noexcept {
    switch (status) {
        case BuildStatus::Built: return "built";
        case BuildStatus::Kept: return "kept";
        case BuildStatus::NeedsMore: return "needs_more";
        case BuildStatus::Refused: return "refused";
    }
    return "";
}

std::string_view to_string(BuildOrigin::Kind kind) noexcept {
    switch (kind) {
        case BuildOrigin::Kind::Caller: return "caller";
        case BuildOrigin::Kind::Buffer: return "buffer";
        case BuildOrigin::Kind::Set: return "set";
        case BuildOrigin::Kind::Default: return "default";
        case BuildOrigin::Kind::Derive: return "derive";
    }
    return "";
}

std::string describe(const BuildOrigin& origin) {
    switch (origin.kind) {
        case BuildOrigin::Kind::Caller: return "the caller";
        case BuildOrigin::Kind::Buffer: return "buffer " + origin.buffer;
        case BuildOrigin::Kind::Set:
        case BuildOrigin::Kind::Default:
        case BuildOrigin::Kind::Derive: break;
    }
    return std::string(to_string(origin.kind)) + " at " + origin.file + ":" + std::to_string(origin.line);
}

void BuildOutcome::clear() noexcept {
    status = BuildStatus::Refused;
    record.clear();
    needs.clear();
    refusals.clear();
    remarks.clear();
    kept.clear();
    kept_for.clear();
    filled.clear();
    result.clear();
}

}  // namespace jianhe
