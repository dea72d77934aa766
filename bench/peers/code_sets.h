// The code lists and sets of the specification (codesets/*.csv, 00-specification.rules) as switches over packed words.
#pragma once

#include "dates.h"
#include "text.h"

namespace peer {

inline constexpr Characters kDataTypes{"12345"};
inline constexpr Characters kDataFormats{"ABCDE"};
inline constexpr Characters kBackfillMarks{"1234"};
inline constexpr Characters kNewbornMarks{"ABCDEabcde"};
inline constexpr Characters kDispenseModes{"0126ABCDEF"};
inline constexpr Characters kOrderTypes{"0123459JGMNPQ"};
inline constexpr Characters kPrescriptionKinds{"ABCDEF"};
inline constexpr Characters kOrderDispenseModes{"012345A"};
inline constexpr Characters kPayments{"12346789ACDEMWXUY"};
inline constexpr Characters kInHouse{"06AB"};
inline constexpr Characters kHandedOver{"1CD"};

// Without a usable day every row of a list counts.
struct MaybeDay {
    Day day = 0;  // 0: none
    bool from(unsigned year, unsigned month, unsigned first) const {
        return day == 0 || day >= make_day(year, month, first);
    }
};

inline bool is_payment(char c, MaybeDay day) {
    if (c == 'W' || c == 'X') [[unlikely]]
        return day.from(110, 7, 1);
    return kPayments.has(c);
}

// 就醫類別, two letters packed: what the rules ask about it.
struct Category {
    enum : std::uint16_t {
        Known = 1,
        Serial = 2,         // 01 to 09
        Outpatient = 4,     // 01 to 04, 06 to 09
        Settlement = 8,     // BB DC BF
        Dispensing = 16,    // AE AF
        Antiviral = 32,     // 01 04 06 to 09 AI BD
        NeedsOrders = 64,   // AE AF AG BC
        EarlyReturn = 128,  // 01 to 09 AE AF
        WithoutPin = 256,   // 01 06 to 09 AI
        Emergency = 512,    // 04 BD
        NoSerial = 1024,    // outside of 00 to 09 and AC
    };
};

inline unsigned category_of(std::uint64_t code, MaybeDay day) {
    using C = Category;
    constexpr unsigned clinic = C::Known | C::Serial | C::Outpatient | C::EarlyReturn;
    constexpr unsigned other = C::Known | C::NoSerial;
    switch (code) {
        case word("00"): return C::Known;
        case word("01"):
        case word("06"):
        case word("07"):
        case word("08"): return clinic | C::Antiviral | C::WithoutPin;
        case word("02"):
        case word("03"): return clinic;
        case word("04"): return clinic | C::Antiviral | C::Emergency;
        case word("05"): return C::Known | C::Serial | C::EarlyReturn;
        case word("09"): return day.from(111, 1, 1) ? clinic | C::Antiviral | C::WithoutPin : 0;
        case word("AC"): return C::Known;
        case word("AE"):
        case word("AF"): return other | C::Dispensing | C::NeedsOrders | C::EarlyReturn;
        case word("AG"): return other | C::NeedsOrders;
        case word("AI"): return other | C::Antiviral | C::WithoutPin;
        case word("AJ"): return day.from(111, 1, 1) ? other : 0;
        case word("AK"):
        case word("EA"): return day.from(110, 7, 1) ? other : 0;
        case word("BB"):
        case word("BF"):
        case word("DC"): return other | C::Settlement;
        case word("BC"): return other | C::NeedsOrders;
        case word("BD"): return other | C::Antiviral | C::Emergency;
        case word("BG"): return day.from(110, 12, 20) ? other : 0;
        case word("AA"):
        case word("AB"):
        case word("AD"):
        case word("AH"):
        case word("BA"):
        case word("BE"):
        case word("CA"):
        case word("DA"):
        case word("DB"): return other;
        default: return 0;
    }
}

// 0001 to 1500, V001 to V999, W001 to W999.
inline bool is_normal_serial(Text text) {
    if (text.size() != 4) return false;
    std::int32_t number = 0;
    if (text[0] == 'V' || text[0] == 'W') return digits(text.data() + 1, 3, number) && number != 0;
    return digits(text.data(), 4, number) && number >= 1 && number <= 1500;
}

inline bool is_abnormal_serial(std::uint64_t code, MaybeDay day) {
    switch (code) {
        case word("A000"):
        case word("A001"):
        case word("A010"):
        case word("A011"):
        case word("A020"):
        case word("A021"):
        case word("A030"):
        case word("A031"):
        case word("B000"):
        case word("B001"):
        case word("C000"):
        case word("C001"):
        case word("C002"):
        case word("C003"):
        case word("D000"):
        case word("D001"):
        case word("D010"):
        case word("D011"):
        case word("E000"):
        case word("E001"):
        case word("F000"):
        case word("F00B"):
        case word("Z000"):
        case word("Z001"):
        case word("G000"):
        case word("IC98"):
        case word("IC09"):
        case word("J000"):
        case word("MSPT"):
        case word("ICND"):
        case word("ICC4"):
        case word("H000"): return true;
        case word("CV19"): return day.from(110, 5, 21);
        case word("FORE"): return day.from(110, 6, 10);
        case word("TM01"): return day.from(109, 12, 29);
        case word("HVIT"): return day.from(111, 5, 1);
        default: return false;
    }
}

// IC and any two characters of one byte.
inline bool is_preventive_serial(Text text) {
    return text.size() == 4 && text[0] == 'I' && text[1] == 'C' && static_cast<signed char>(text[2]) >= 0 &&
           static_cast<signed char>(text[3]) >= 0;
}

// Of the special serials, those that IC?? does not cover already.
inline bool is_other_special_serial(std::uint64_t code) { return code == word("APCT") || code == word("MSPT"); }

inline bool is_exempt_route(std::uint64_t code) {
    switch (code) {
        case word("HD"):
        case word("ID"):
        case word("IA"):
        case word("IE"):
        case word("IM"):
        case word("IV"):
        case word("IP"):
        case word("IPLE"):
        case word("ICV"):
        case word("IS"):
        case word("IT"):
        case word("IVA"):
        case word("IVI"):
        case word("IVP"):
        case word("LA"):
        case word("LI"):
        case word("SC"):
        case word("SCI"):
        case word("VAG"): return true;
        default: return false;
    }
}

inline constexpr Characters kFirstOfExempt{"HILSV"};

inline bool is_facility_category(std::uint64_t code) {
    switch (code) {
        case word("11"):
        case word("12"):
        case word("13"):
        case word("14"):
        case word("15"):
        case word("19"):
        case word("21"):
        case word("22"): return true;
        default: return false;
    }
}

// M56 and the categories it may have; one without a public list may have all.
inline bool may_have_category(std::uint64_t facility, std::uint64_t category) {
    const auto among = [&](auto... codes) { return ((category == codes) || ...); };
    switch (facility) {
        case word("12"):
            return among(word("00"), word("01"), word("04"), word("06"), word("07"), word("08"), word("AA"), word("AB"),
                         word("AC"), word("AD"), word("AE"), word("AG"), word("AH"), word("AI"), word("AK"), word("BC"),
                         word("BD"), word("CA"), word("DA"), word("DB"), word("EA"));
        case word("13"):
            return among(word("02"), word("04"), word("06"), word("07"), word("08"), word("AA"), word("AB"), word("AC"),
                         word("AD"), word("AI"), word("AK"), word("BC"), word("BD"), word("CA"), word("DA"),
                         word("DB"));
        case word("14"):
            return among(word("03"), word("AA"), word("AD"), word("AE"), word("AH"), word("AI"), word("CA"));
        case word("15"):
            return among(word("00"), word("06"), word("07"), word("08"), word("09"), word("AI"), word("AJ"), word("CA"),
                         word("DA"));
        default: return true;
    }
}

}  // namespace peer
