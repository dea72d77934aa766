// What was found in one record, and who speaks where several have something to say.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace peer {

// clang-format off
#define PEER_CODES(CODE) \
    CODE(AA) CODE(AA04) CODE(AB) CODE(AC) CODE(AD) CODE(AD01) CODE(AD02) CODE(AD08) CODE(AD09) CODE(AD13) CODE(AD14) \
    CODE(AD25) CODE(AD31) CODE(AD33) CODE(AD35) CODE(AD36) CODE(AD37) CODE(AD41) CODE(AD42) CODE(AD44) CODE(AD45) \
    CODE(AD47) CODE(AD48) CODE(AD49) CODE(AD50) CODE(AD51) CODE(AD52) CODE(AD53) CODE(AD54) CODE(AD55) CODE(AD56) \
    CODE(AD57) CODE(AD58) CODE(AD61) CODE(AD62) CODE(AD63) CODE(AD65) CODE(AD66) CODE(AD67) CODE(AD68) CODE(AD71) \
    CODE(AD72) CODE(AE) CODE(AE01) CODE(AF) CODE(AG) CODE(AH01) CODE(AH02) CODE(AH03) CODE(AH04) CODE(AH05) CODE(BB) \
    CODE(BB01) CODE(BB02) CODE(BB03) CODE(BB04) CODE(BB05) CODE(BB07) CODE(BC) CODE(BD) CODE(BE) CODE(BG) CODE(BH) \
    CODE(C001) CODE(C004) CODE(D000) CODE(D002) CODE(D003) CODE(D005) CODE(D007) CODE(D008) CODE(D009) CODE(D010) \
    CODE(D011) CODE(D013) CODE(D014) CODE(D015) CODE(D017) CODE(D018) CODE(D020) CODE(D021) CODE(D027) CODE(D028) \
    CODE(D032) CODE(D033) CODE(D036) CODE(D040) CODE(D041) CODE(D043) CODE(D044) CODE(D045) CODE(D046) CODE(D047) \
    CODE(D053) CODE(D054) CODE(D055) CODE(D056) CODE(D057) CODE(D058) CODE(D059) CODE(D060) CODE(D061) CODE(D062) \
    CODE(D064) CODE(D066) CODE(D067) CODE(D075) CODE(D076) CODE(E001) CODE(E003) CODE(E005) CODE(E006) CODE(E007) \
    CODE(E008) CODE(J001) CODE(J002) CODE(Y004) CODE(Y005) CODE(Y008) CODE(Y012) CODE(Y013)
// clang-format on

enum class Code : std::uint8_t {
#define CODE(name) name,
    PEER_CODES(CODE)
#undef CODE
        C01,  // those that begin with a digit
    C02,
    C07,
    C19,
};

inline constexpr std::string_view kCodeNames[] = {
#define CODE(name) #name,
    PEER_CODES(CODE)
#undef CODE
        "01",
    "02", "07", "19"};

enum class Disposition : std::uint8_t { Notice, RejectOrder, RejectRecord };

// Fields outside of rows by their number, fields of an order behind kOrder, then the segments.
using Place = std::uint8_t;
inline constexpr Place kOrder = 64;
inline constexpr Place kOrders = 128;   // MB2 itself
inline constexpr Place kHeader = 129;   // MSH itself
inline constexpr Place kBody = 130;     // MB1 itself
inline constexpr Place kNowhere = 131;  // a stranger, by its name

struct Finding {
    Place place;
    Code code;
    Disposition disposition;
    std::uint16_t row;  // 0: outside of rows

    std::uint64_t at() const { return std::uint64_t{row} << 8 | place; }
    std::uint64_t order() const { return at() << 8 | static_cast<std::uint8_t>(code); }
};

class Findings {
public:
    void clear() {
        fired_.clear();
        built_in_.clear();
    }
    bool none() const { return fired_.empty() && built_in_.empty(); }
    bool any_fired() const { return !fired_.empty(); }

    // Out of line: most records have nothing to say.
    [[gnu::noinline, gnu::cold]] void fire(Place place, Code code, std::uint32_t row = 0,
                                           Disposition disposition = Disposition::RejectRecord) {
        fired_.push_back({place, code, disposition, static_cast<std::uint16_t>(row)});
    }
    [[gnu::noinline, gnu::cold]] void notice(Place place, Code code, std::uint32_t row = 0) {
        fired_.push_back({place, code, Disposition::Notice, static_cast<std::uint16_t>(row)});
    }
    [[gnu::noinline, gnu::cold]] void built_in(Place place, Code code, std::uint32_t row = 0) {
        built_in_.push_back({place, code, Disposition::RejectRecord, static_cast<std::uint16_t>(row)});
    }
    void drop_built_in() { built_in_.clear(); }

    // A built-in finding yields to any rule at its place; AD53 to AD55 supersede D047; a code is reported once at a
    // place, with its strongest disposition. What stays is in `fired_`.
    const std::vector<Finding>& settle() {
        std::sort(fired_.begin(), fired_.end(), [](const Finding& a, const Finding& b) {
            return a.order() != b.order() ? a.order() < b.order() : a.disposition > b.disposition;
        });
        std::size_t kept = 0;
        for (const Finding& finding : fired_) {
            if (kept > 0 && fired_[kept - 1].order() == finding.order()) continue;
            // Codes are in their own order, so those that supersede stand before.
            bool superseded = false;
            for (std::size_t i = kept; finding.code == Code::D047 && i-- > 0 && fired_[i].at() == finding.at();) {
                const Code other = fired_[i].code;
                superseded = superseded || other == Code::AD53 || other == Code::AD54 || other == Code::AD55;
            }
            if (!superseded) fired_[kept++] = finding;
        }
        fired_.resize(kept);
        for (const Finding& finding : built_in_) {
            const auto rules_end = fired_.begin() + static_cast<std::ptrdiff_t>(kept);
            const bool silenced = std::binary_search(
                fired_.begin(), rules_end, finding, [](const Finding& a, const Finding& b) { return a.at() < b.at(); });
            // Too many rows is a fault of the structure, which yields to nothing.
            if (!silenced || finding.place == kOrders) fired_.push_back(finding);
        }
        return fired_;
    }

private:
    std::vector<Finding> fired_;
    std::vector<Finding> built_in_;
};

}  // namespace peer
