// The rules of one order: 33, 37, 38, 3B, 3C and 3D as far as they stand at D01 to E13.
#pragma once

#include "orders.h"

namespace peer::rules {

inline constexpr std::uint32_t kAllergy = 0x1FFFU << 17;  // E01 to E13

class OrderRules {
public:
    OrderRules(const HeadValues& head, const Given& given, std::uint32_t count, Findings& findings)
        : h_(head), given_(given), count_(count), f_(findings) {
        for (std::uint64_t& part : sequences_) part = 0;
        in_covid_record_ = h_.data_type == '5' || h_.original_serial == word("FORE") || h_.serial == word("FORE") ||
                           h_.serial == word("CV19");
        record_wide_ =
            in_covid_record_ || h_.serial == word("ICND") || h_.serial == word("ICC4") || h_.serial == word("MSPT");
    }

    [[gnu::always_inline]] void check(const OrderValues& o, Totals& t) {
        check_time(o);
        check_drug(o);
        if (o.has_value(D(3))) [[likely]]
            check_sequence(o);
        if (o.has_value(D(5))) [[likely]]
            check_dispense(o);
        constexpr std::uint32_t rare = bit_of_order(D(7)) | kAllergy;
        if ((o.item != 0) | record_wide_ | ((o.given & rare) != 0)) [[unlikely]]
            t.flu_service_waits |= check_rare(o);
    }

private:
    static constexpr Place at(unsigned field) { return static_cast<Place>(kOrder + field); }
    void fire(unsigned field, Code code, const OrderValues& o) { f_.fire(at(field), code, o.row); }
    void notice(unsigned field, Code code, const OrderValues& o) { f_.notice(at(field), code, o.row); }

    // True: AD25 has to wait for all rows.
    [[gnu::noinline]] bool check_rare(const OrderValues o) {
        if (o.item != 0) check_item(o);
        if (record_wide_) check_record_wide(o);
        if (o.is_given(D(7))) check_position(o);
        if ((o.given & kAllergy) != 0) check_allergy(o);
        return (o.item & Item::FluService) != 0;
    }

    void check_time(const OrderValues& o) {
        if (!o.has_value(D(1))) return;
        if (o.at > given_.received) [[unlikely]]
            fire(D(1), Code::BD, o);
        if (h_.has_value(M(11)) && o.at != h_.at) [[unlikely]]
            fire(D(1), Code::BE, o);
    }

    void check_sequence(const OrderValues& o) {
        std::uint64_t& part = sequences_[static_cast<std::size_t>(o.sequence) / 64];
        const std::uint64_t mine = std::uint64_t{1} << (o.sequence % 64);
        if ((part & mine) != 0) [[unlikely]]
            fire(D(3), Code::D028, o);
        part |= mine;
    }

    // D02, D09, D10 of drugs, and how M23 and D02 go together.
    void check_drug(const OrderValues& o) {
        if (!o.is_drug) return;
        const bool certain = o.exempt_known && !o.exempt;  // D14 is no exempt route, and not malformed
        const char mode = h_.dispense;
        if (mode == '2') [[unlikely]] {
            fire(D(2), Code::D045, o);
        } else if (o.type == '1') {
            if (kHandedOver.has(mode) && certain) [[unlikely]] {
                if (mode == '1') fire(D(2), Code::D044, o);
                fire(D(2), Code::D027, o);
            }
        } else if (kInHouse.has(mode)) [[unlikely]] {
            fire(D(2), Code::D027, o);
        }
        if (o.has_value(D(9))) {
            if (o.days < 1 || o.days > 90) [[unlikely]]
                fire(D(9), Code::D040, o);
            if (o.type == '1' && certain && h_.has_value(M(20)) && o.days > h_.number[M(20)]) [[unlikely]]
                fire(D(9), Code::D041, o);
        }
        if (o.has_value(D(10)) && o.tenths == 0) [[unlikely]]
            notice(D(10), Code::AA04, o);
    }

    void check_dispense(const OrderValues& o) {
        if (!o.exempt_known || o.exempt) return;
        bool refused = !o.is_given(D(2));  // an empty part is in no table
        if (o.type == '1') refused = o.dispense != '0' && o.dispense != 'A';
        if (o.type == 'M') refused = o.dispense != '1';
        if (refused) [[unlikely]]
            notice(D(5), Code::D047, o);
    }

    // What M13, M18 and H00 ask of every D06.
    void check_record_wide(const OrderValues& o) {
        if (h_.serial == word("ICND") && h_.is_a_or_b) check_birth_remark(o);
        if (!o.is_given(D(6)) || o.item_blocked) return;
        if (h_.serial == word("ICND")) {
            if (count_ != 1) birth(D(6), Code::BB07, o);
            if (o.has_value(D(6)) && (o.item & Item::Delivery) == 0) notice(D(6), Code::BB07, o);
        }
        if (!o.has_value(D(6))) return;
        if (in_covid_record_ && (o.item & Item::Covid) == 0) {
            if (h_.data_type == '5') fire(D(6), Code::D061, o);
            if (h_.original_serial == word("FORE")) fire(D(6), Code::D046, o);
            if (h_.serial == word("FORE") || h_.serial == word("CV19")) fire(D(6), Code::AD37, o);
        }
        const Text item = o.text[D(6)];
        if (h_.serial == word("ICC4") && !is_cancer_plan(item)) fire(D(6), Code::AD71, o);
        if (h_.serial == word("MSPT") && item != Text("P7502C")) fire(D(6), Code::AD67, o);
    }

    // P7701A to P7715Z: four digits between capitals, in the order of the bytes.
    static bool is_cancer_plan(Text item) {
        if (item.size() != 6 || item[0] != 'P' || !is_capital(item[5])) return false;
        std::int32_t number = 0;
        return digits(item.data() + 1, 4, number) && number >= 7701 && number <= 7715;
    }

    // BB03 to BB07: notices until 1120831.
    void birth(unsigned field, Code code, const OrderValues& o) {
        f_.fire(at(field), code, o.row, given_.delivery_rejects ? Disposition::RejectRecord : Disposition::Notice);
    }

    void check_birth_remark(const OrderValues& o) {
        if (!o.is_given(D(15))) return birth(D(15), Code::BB04, o);
        if (!o.has_value(D(15))) return;
        const Text remark = o.text[D(15)];
        bool capital = false;
        for (std::size_t i = 0; i < remark.size(); i += character_size(remark, i))
            capital = capital || is_capital(remark[i]);
        if (!capital || wire_slice(remark, 11, 14).empty()) birth(D(15), Code::BB04, o);
    }

    static bool looks_like_person(Text text) {
        constexpr Characters second{"1289ABCD"};
        return text.size() == 10 && is_capital(text[0]) && second.has(text[1]) && all_digits(text.substr(2));
    }

    void check_item(const OrderValues& o) {
        const unsigned item = o.item;
        if ((item & Item::VirtualOnly) != 0 && o.type != 0 && o.type != 'G')
            f_.fire(at(D(2)), Code::C19, o.row, Disposition::RejectOrder);
        if ((item & Item::Delivery) != 0) check_delivery(o);
        if ((item & Item::Covid) != 0) {
            if (o.type != 0 && o.type != 'G') fire(D(2), Code::AD31, o);
            if (o.has_value(D(15)) && !is_phone(o.text[D(15)])) notice(D(15), Code::AD45, o);
            if ((item & Item::Pcr) != 0 && h_.is_a_or_b && !o.is_given(D(12))) notice(D(12), Code::AD47, o);
        }
        if ((item & Item::HomeCare) != 0 && o.has_value(D(10)) && (o.tenths < 10 || o.tenths > 50))
            notice(D(10), Code::AD68, o);
        if ((item & (Item::Antiviral1 | Item::Antiviral2)) != 0) check_antiviral(o);
    }

    static bool is_phone(Text text) {
        for (const char c : text) {
            if (!is_digit(c) && c != '#') return false;
        }
        return true;
    }

    void check_delivery(const OrderValues& o) {
        if (h_.is_a_or_b && !o.is_given(D(15))) birth(D(15), Code::BB03, o);
        if (h_.serial == word("ICND") || h_.is_bad(M(13)) || !o.has_value(D(15))) return;
        const Text remark = o.text[D(15)];
        if (looks_like_person(wire_slice(remark, 1, 10)) || looks_like_person(wire_slice(remark, 2, 11)) ||
            looks_like_person(wire_slice(remark, 3, 12))) {
            birth(D(15), Code::BB05, o);
        }
    }

    void check_antiviral(const OrderValues& o) {
        const bool first = (o.item & Item::Antiviral1) != 0;
        const bool in_stay = h_.category_code == word("BC");
        const bool dispensing = h_.is(Category::Dispensing);
        const bool outpatient = h_.is(Category::Antiviral);
        if (o.type != 0) {
            if (!o.is_drug) fire(D(2), Code::AD62, o);
            if ((outpatient && !o.is_drug) || (dispensing && o.type != '1')) fire(D(2), Code::AD51, o);
            if (in_stay && o.type != '1') fire(D(2), Code::AD52, o);
        }
        if (dispensing && !first && !o.item_blocked) fire(D(6), Code::AD63, o);
        if (o.is_given(D(5))) check_antiviral_dispense(o, first, in_stay);
        if (o.has_value(D(8))) {
            const Text use = o.text[D(8)];
            if (use != Text("BID") && use != Text("Q12H") && use != Text("ASORDER")) fire(D(8), Code::AD56, o);
        } else if (!o.is_given(D(8)) && h_.is_a_or_b) {
            fire(D(8), Code::AD56, o);
        }
        if (o.has_value(D(9))) {
            if (!in_stay && o.days != 5) fire(D(9), Code::AD57, o);
            if (in_stay && (o.days < 1 || o.days > 5)) fire(D(9), Code::AD58, o);
        }
    }

    // A malformed D02 or D05 may be anything, so only what the other excludes is certain.
    void check_antiviral_dispense(const OrderValues& o, bool first, bool in_stay) {
        const auto may_be = [&](char type, char use) {
            return (o.is_bad(D(2)) || o.type == type) && (o.is_bad(D(5)) || o.dispense == use);
        };
        if (h_.is(Category::Antiviral) && first && !may_be('1', '0') && !may_be('M', '1')) fire(D(5), Code::AD53, o);
        if (h_.is(Category::Dispensing) && first && !may_be('1', 'A')) fire(D(5), Code::AD54, o);
        if (((h_.is(Category::Antiviral) && !first) || in_stay) && !may_be('1', '0')) fire(D(5), Code::AD55, o);
    }

    // AD08 and AD09: teeth, which D07 names by two digits.
    void check_position(const OrderValues& o) {
        if (!o.has_value(D(6)) || !o.has_value(D(7))) return;
        const Text item = o.text[D(6)];
        const Text place = wire_slice(o.text[D(7)], 1, 2);
        const auto digit = [](char c) { return is_digit(c) ? c - '0' : -1; };
        const bool has_number = item.size() >= 2 && is_digit(item[0]) && is_digit(item[1]);
        const int chapter = has_number ? digit(item[0]) * 10 + digit(item[1]) : 0;
        bool tooth = false;
        if (place.size() == 2 && is_digit(place[0]) && is_digit(place[1])) {
            const char last = place[0] <= '4' ? '9' : '5';
            tooth = place[0] >= '1' && place[0] <= '8' && place[1] >= '1' && place[1] <= last;
        }
        if (chapter >= 89 && chapter <= 92 && wire_slice(item, 3, 3).size() == 1 && !tooth && !is_mouth(place))
            notice(D(7), Code::AD08, o);
        const bool fee_item = item.size() == 6 && all_digits(item.substr(0, 5)) && is_capital(item[5]);
        if (fee_item && tooth && ((chapter >= 5 && chapter <= 33) || (chapter >= 35 && chapter <= 46)))
            notice(D(7), Code::AD09, o);
    }

    static bool is_mouth(Text place) {
        switch (packed(place)) {
            case word("99"):
            case word("FM"):
            case word("UA"):
            case word("UB"):
            case word("UR"):
            case word("UL"):
            case word("LA"):
            case word("LB"):
            case word("LR"):
            case word("LL"): return true;
            default: return false;
        }
    }

    void check_allergy(const OrderValues& o) {
        const auto reject = [&](unsigned field, Code code) {
            f_.fire(at(field), code, o.row, Disposition::RejectOrder);
        };
        const bool ingredient = o.is_given(E(2));
        const bool group = o.is_given(E(3));
        const bool name = o.is_given(E(4));
        if (o.is_given(E(1)) && !ingredient && !group && !name) reject(E(1), Code::E001);
        if (ingredient && group) reject(E(3), Code::E003);
        if (ingredient != group && name) reject(E(4), Code::E003);
        if (o.has_value(E(8)) && o.text[E(8)] == Text("99") && !o.is_given(E(9))) reject(E(9), Code::E005);
        if (o.has_value(E(1)) && o.text[E(1)] == Text("D") && !o.is_given(E(11))) reject(E(11), Code::E006);
        if (o.has_value(E(11)) && o.text[E(11)] == Text("9") && !o.is_given(E(12))) reject(E(12), Code::E007);
        if (h_.is_a_or_b && o.has_value(E(2)) && o.text[E(2)] == Text("12196B") && !o.is_given(E(13)))
            reject(E(13), Code::E008);
        if (o.has_value(E(10)) && o.symptom_day > given_.received_day) fire(E(10), Code::BD, o);
    }

    const HeadValues& h_;
    const Given& given_;
    std::uint32_t count_;
    Findings& f_;
    bool in_covid_record_;
    bool record_wide_;
    std::uint64_t sequences_[16];
};

}  // namespace peer::rules
