#include "compiler/lint/contents.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/lint/words.h"

namespace jianhe::lint {
namespace {

using ir::FieldType;
using ir::InstKind;

// Calls `visit` for every instruction of an expression.
template <class Visit>
void walk(const ir::Module& module, ir::InstId id, const Visit& visit) {
    const ir::Inst& inst = module.inst(id);
    visit(inst);
    ir::for_each_operand(inst, [&](ir::InstId operand) { walk(module, operand, visit); });
}

// The code sets that decide on the field's state or on its atoms' answers.
std::set<std::uint32_t> code_sets_read(const ir::Module& module, const ir::Field& field,
                                       const std::vector<Atom>& atoms) {
    std::set<std::uint32_t> read;
    if (ir::is_some(field.code_set)) read.insert(ir::index_of(field.code_set));
    for (const Atom& atom : atoms) {
        walk(module, atom.id, [&](const ir::Inst& inst) {
            if (inst.kind == InstKind::InCodeSet) read.insert(inst.b);
        });
    }
    return read;
}

class Collector {
public:
    Collector(const ir::Module& module, const ir::Field& field, const std::vector<Atom>& atoms)
        : module_(module), field_(field), atoms_(atoms) {}

    std::vector<Content> collect() {
        for (const Atom& atom : atoms_) {
            walk(module_, atom.id, [&](const ir::Inst& inst) { add_constants(inst); });
        }
        for (const std::uint32_t set : code_sets_read(module_, field_, atoms_)) {
            for (const ir::CodeSet::Row& row : module_.code_sets[set].rows) add_range(row.code);
        }
        for (const ir::Placeholder& placeholder : field_.placeholders) add_set(placeholder.members);
        for (const ir::SetId set : field_.forbidden_placeholders) add_set(set);
        add_ends();
        add_word("!", true);
        add_word(std::string(field_.length + 1U, '!'), true);
        if (!add_others()) return {};
        if (texts_.size() >= kMaxContents) return {};
        std::vector<Content> contents{{std::nullopt, false}};
        for (const auto& [text, stands_for_others] : texts_) contents.push_back({text, stands_for_others});
        return contents;
    }

private:
    // A content that is a constant itself stands for nothing else: what lies behind it was added too.
    void add_word(const std::string& text, bool stands_for_others) {
        const auto [known, is_new] = texts_.emplace(text, stands_for_others);
        if (!is_new && !stands_for_others) known->second = false;
    }

    void add_range(const ir::WordRange& range) {
        for (const std::string& word : {range.lo, range.hi}) {
            add_word(word, false);
            if (const auto next = word_after(word)) add_word(*next, true);
        }
    }

    void add_set(ir::SetId set) {
        for (const ir::WordRange& range : module_.sets[ir::index_of(set)].members) add_range(range);
    }

    void add_number(std::int64_t number, bool stands_for_others) {
        if (const auto text = text_of_number(field_, number)) add_word(*text, stands_for_others);
    }

    void add_around(std::int64_t number) {
        add_number(number, false);
        add_number(number - 1, true);
        add_number(number + 1, true);
    }

    void add_constants(const ir::Inst& inst) {
        if (inst.kind == InstKind::InSet) return add_set(static_cast<ir::SetId>(inst.b));
        if (inst.kind == InstKind::Text) return add_range({module_.texts[inst.a], module_.texts[inst.a]});
        if (inst.kind != InstKind::Integer) return;
        std::int64_t number = module_.integers[inst.a];
        if (inst.type.kind == ir::ValueType::Date && field_.type == FieldType::RocDateTime) {
            const Date day{static_cast<std::int32_t>(number)};
            add_around(midnight(day).seconds);
            return add_around(midnight(add_days(day, 1)).seconds);
        }
        for (std::uint8_t scale = field_.scale; scale < inst.type.scale; ++scale) number /= 10;
        for (std::uint8_t scale = inst.type.scale; scale < field_.scale; ++scale) number *= 10;
        add_around(number);
    }

    // The least and greatest that the type holds.
    void add_ends() {
        if (field_.low) add_around(*field_.low);
        if (field_.high) add_around(*field_.high);
        if (field_.type == FieldType::Number || field_.type == FieldType::Decimal) {
            add_number(0, true);
            add_word(std::string(field_.length, '9'), true);
        }
        if (field_.type == FieldType::RocDate) {
            for (const char* day : {"0010101", "9991231"}) add_word(day, true);
        }
        if (field_.type == FieldType::RocDateTime) {
            for (const char* time : {"0010101000000", "9991231235959"}) add_word(time, true);
        }
    }

    // A word that nothing mentions, for types whose words are not listed. False where none is known.
    bool add_others() {
        switch (field_.type) {
            case FieldType::Number:
            case FieldType::Decimal:
            case FieldType::RocDate:
            case FieldType::RocDateTime: return true;
            case FieldType::Text: return add_other_word();
            case FieldType::Code: return !module_.code_sets[ir::index_of(field_.code_set)].is_open || add_other_word();
            case FieldType::NationalId: return add_other("A123456789");
            case FieldType::FacilityCode: return add_other(std::string(field_.exact ? 10U : 1U, '0'));
            case FieldType::VisitId: return add_other(std::string(20, '0'));
            case FieldType::CodeList: return false;
        }
        return false;
    }

    bool add_other(const std::string& text) {
        if (const auto known = texts_.find(text); known != texts_.end() && !known->second) return false;
        add_word(text, true);
        return true;
    }

    bool add_other_word() {
        const std::size_t length = field_.exact ? field_.length : 1;
        for (const char c : {'~', '^', '|'}) {
            if (add_other(std::string(length, c))) return true;
        }
        return false;
    }

    const ir::Module& module_;
    const ir::Field& field_;
    const std::vector<Atom>& atoms_;
    std::map<std::string, bool> texts_;  // text -> stands for others
};

}  // namespace

std::vector<Content> contents_of(const ir::Module& module, ir::FieldId field, const std::vector<Atom>& atoms) {
    return Collector(module, module.field(field), atoms).collect();
}

std::vector<std::optional<Date>> days_of(const ir::Module& module, ir::FieldId field, const std::vector<Atom>& atoms) {
    std::vector<std::optional<Date>> days{std::nullopt};
    if (!ir::is_some(module.code_sets_by.given) && !ir::is_some(module.code_sets_by.chosen)) return days;
    std::set<Date> borders;
    for (const std::uint32_t set : code_sets_read(module, module.field(field), atoms)) {
        for (const ir::CodeSet::Row& row : module.code_sets[set].rows) {
            if (row.valid.from) borders.insert(*row.valid.from);
            if (row.valid.until) borders.insert(add_days(*row.valid.until, 1));
        }
    }
    if (borders.empty()) return days;
    days.emplace_back(add_days(*borders.begin(), -1));
    days.insert(days.end(), borders.begin(), borders.end());
    return days;
}

}  // namespace jianhe::lint
