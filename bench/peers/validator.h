// All rules of the specification that need no master, on one record after the other of a file.
#pragma once

#include "file_keys.h"
#include "rules_dates.h"
#include "rules_orders.h"
#include "rules_prescriptions.h"
#include "rules_serials.h"

namespace peer {

class Validator {
public:
    explicit Validator(Moment received) : given_(received) {}

    // True when there is something to say; then `findings()` and `record.strangers` say it.
    bool check(const Record& record) {
        findings_.clear();
        if (!record.has_header || !record.has_body) [[unlikely]] {
            if (!record.has_header) findings_.built_in(kHeader, Code::Y005);
            if (!record.has_body) findings_.built_in(kBody, Code::Y005);
            complete_ = false;
            return true;
        }
        complete_ = detail::HeadReader(record, head_, findings_).read();
        if (!complete_) [[unlikely]] {
            findings_.drop_built_in();
            return true;
        }
        if (record.count > (head_.data_type == '2' ? 10U : 500U)) [[unlikely]]
            findings_.built_in(kOrders, Code::AG);
        Totals totals;
        totals.count = record.count;
        const bool keyed = begin_key();
        check_orders(record, totals);
        rules::check_serials(head_, totals, given_, findings_);
        rules::check_backfill(head_, findings_);
        rules::check_amounts(head_, totals, findings_);
        rules::check_facility(head_, findings_);
        rules::check_dates(head_, given_, findings_);
        rules::check_identifiers(head_, given_, findings_);
        rules::check_prescriptions(head_, totals, findings_);
        rules::check_items_of_record(head_, totals, findings_);
        if (keyed && !keys_.insert(key_)) [[unlikely]]
            findings_.fire(M(15), Code::C001);
        check_facility_of_file();
        return !findings_.none() || !record.strangers.empty();
    }

    const std::vector<Finding>& findings() { return findings_.settle(); }
    // Whether strangers count: not where a rule blocks the record or a segment is missing.
    bool is_complete() const { return complete_; }

private:
    // 42-rules-file: the key of C001, hashed early so that its slot is on the way while the rules run.
    bool begin_key() {
        constexpr std::uint64_t group_fields = bits_of_m(3, 5, 15);
        has_group_ = (head_.value & group_fields) == group_fields;
        if (!has_group_) return false;
        const char* person = head_.text[M(3)].data();
        const char* facility = head_.text[M(5)].data();
        const char* id = head_.text[M(15)].data();
        group_ = hash_words({load8(person), load8(person + 2), load8(facility), load8(facility + 2), load8(id),
                             load8(id + 8), load8(id + 12), load8(id + 11)});
        states_.tell(group_, head_.format == 'D');
        if (!head_.has_value(M(11))) return false;
        key_ = hash_words({group_.low, group_.high, head_.at, std::uint64_t{static_cast<unsigned char>(head_.format)},
                           states_.changes(group_), 0});
        keys_.prefetch(key_);
        return true;
    }

    void check_orders(const Record& record, Totals& t) {
        rules::OrderRules rules(head_, given_, record.count, findings_);
        for (std::uint32_t i = 0; i < record.count; ++i) {
            const OrderValues o = detail::OrderReader(record.orders[i], i + 1, head_, findings_).read();
            t.any_type_given |= o.is_given(D(2));
            t.any_type_bad |= o.is_bad(D(2));
            t.any_drug_1 |= o.type == '1';
            t.any_drug_not_exempt |= o.type == '1' && o.exempt_known && !o.exempt;
            t.any_kind_bad |= o.is_bad(D(4));
            t.any_item_bad |= o.is_bad(D(6));
            if (o.kind != 0) t.kinds |= 1U << (o.kind - 'A');
            t.items |= o.item;
            t.covid_results += o.item & Item::Covid;
            rules.check(o, t);
            if ((o.item & Item::Delivery) != 0) [[unlikely]]
                check_delivery_of_file(o);
        }
        if (t.flu_service_waits && !t.any_drug_1 && !t.any_type_bad && head_.is_a_or_b) [[unlikely]]
            report_flu_services(record);
    }

    // AD25: no order of the record is a drug. A row whose D02 is malformed would have left the answer open.
    void report_flu_services(const Record& record) {
        for (std::uint32_t i = 0; i < record.count; ++i) {
            const Order& order = record.orders[i];
            if ((order.given >> D(6) & 1) != 0 && order.text[D(6)] == Text("A2001C"))
                findings_.notice(kOrder + D(6), Code::AD25, i + 1);
        }
    }

    void check_delivery_of_file(const OrderValues& o) {
        if (!head_.is_a_or_b || o.item_blocked || !has_group_) return;
        const Key key = hash_words({group_.low, group_.high, word("81017C"), states_.changes(group_)});
        if (!deliveries_.insert(key)) findings_.fire(kOrder + D(6), Code::C004, o.row);
    }

    // 07: every record is of the facility that stood first.
    void check_facility_of_file() {
        if (!head_.has_value(M(5))) return;
        const char* facility = head_.text[M(5)].data();
        if (!has_facility_) [[unlikely]] {
            std::memcpy(facility_, facility, 10);
            has_facility_ = true;
        } else if (std::memcmp(facility_, facility, 10) != 0) {
            findings_.notice(M(5), Code::C07);
        }
    }

    Given given_;
    Findings findings_;
    HeadValues head_;
    bool complete_ = true;
    bool has_group_ = false;
    bool has_facility_ = false;
    char facility_[10];
    Key group_;
    Key key_;
    KeySet keys_;
    KeySet deliveries_;
    GroupStates states_;
};

}  // namespace peer
