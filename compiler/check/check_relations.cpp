// Relations: lists of what records held, and life cycles.

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "compiler/check/expressions.h"
#include "compiler/check/relations.h"
#include "compiler/check/set_members.h"
#include "compiler/ir/word_range.h"

namespace jianhe {
namespace {

using ir::FieldType;
using ir::ValueType;

// Keys of one visit: their states are looked at one by one.
constexpr std::size_t kMaxKeys = 256;
// What a ledger takes as the name of a relation or column.
constexpr std::size_t kMaxName = 40;
// The column of a life cycle that the ledger has beside those declared.
constexpr std::string_view kEvent = "event";

struct NamedType {
    std::string_view name;
    ValueType kind;
    FieldType field;  // of texts: what decides whether they are private
};
constexpr std::array<NamedType, 7> kTypes{{{"text", ValueType::Text, FieldType::Text},
                                           {"number", ValueType::Number, FieldType::Number},
                                           {"date", ValueType::Date, FieldType::RocDate},
                                           {"datetime", ValueType::DateTime, FieldType::RocDateTime},
                                           {"national_id", ValueType::Text, FieldType::NationalId},
                                           {"facility_code", ValueType::Text, FieldType::FacilityCode},
                                           {"visit_id", ValueType::Text, FieldType::VisitId}}};

class RelationChecker {
public:
    RelationChecker(Context& context, const dsl::RelationDecl& decl) : context_(context), decl_(decl) {}

    void check() {
        const std::size_t errors_before = context_.emitter.error_count();
        const auto id = static_cast<ir::RelationId>(context_.module.relations.size());
        check_name(decl_.name);
        if (!context_.declare(context_.relations, decl_.name, id, "relation")) return;
        check_other_names();
        relation_.name = decl_.name.text;
        relation_.label = decl_.label ? decl_.label->text : "";
        relation_.location = context_.location(decl_.range);
        relation_.is_imported = decl_.is_imported;
        if (decl_.is_life_cycle) {
            check_life_cycle();
        } else {
            check_list();
        }
        if (context_.emitter.error_count() == errors_before) add_look_ups(id);
        context_.module.relations.push_back(std::move(relation_));
    }

private:
    void misfit(const dsl::Name& name, std::string_view what) {
        context_.emitter.report(dsl::diag::RelationMisfit, name.range, name.text, what);
    }

    void check_name(const dsl::Name& name) {
        if (name.text.size() > kMaxName) misfit(name, "is longer than the 40 characters that a ledger takes");
    }

    // A call names a master, a provider or a relation, and a word a field or a relation.
    void check_other_names() {
        const std::string& name = decl_.name.text;
        if (const auto* master = context_.masters.find(name))
            context_.report_twice(decl_.name, "name", master->declared);
        if (const auto* other = context_.providers.find(name))
            context_.report_twice(decl_.name, "name", other->declared);
        if (const auto* field = context_.fields.find(name)) context_.report_twice(decl_.name, "name", field->declared);
        if (name == kHistory) misfit(decl_.name, "is what rules need that ask the history, and no relation");
    }

    void check_list() {
        if (decl_.row_name) {
            if (const ir::SegmentId* segment = context_.resolve_rows(*decl_.row_name)) relation_.row = *segment;
        }
        for (const dsl::Name& name : decl_.fields) {
            const ir::FieldId* id = context_.resolve(context_.fields, name, "field");
            if (id == nullptr || context_.untyped.contains(name.text)) continue;
            const ir::Field& field = context_.module.field(*id);
            const ir::Segment& segment = context_.module.segment(field.segment);
            if (segment.repeated() && relation_.row != field.segment) {
                context_.emitter.report(dsl::diag::RowFieldOutside, name.range, field.tag, segment.tag)
                    .hint("write `for each " + segment.row_name + "` behind the relation's name");
                continue;
            }
            check_name(name);
            ir::Relation::Column column{name.text, type_of(field), *id, private_domain(context_.module, *id), {}, {},
                                        {}};
            add_column(name, std::move(column));
        }
        if (relation_.columns.empty() && context_.is_whole) misfit(decl_.name, "has no columns");
        if (decl_.look_ups.empty()) {
            context_.emitter.report(dsl::diag::RelationMisfit, decl_.name.range, decl_.name.text, "cannot be asked")
                .hint("say by which columns rows are looked for: `look_up by …`");
        }
        check_sample();
        for (const std::vector<dsl::Name>& look_up : decl_.look_ups) {
            std::vector<std::uint32_t> columns;
            for (const dsl::Name& name : look_up) {
                if (const std::uint32_t* column = context_.resolve(columns_, name, "column"))
                    columns.push_back(*column);
            }
            if (columns.size() == look_up.size()) relation_.indexes.push_back(std::move(columns));
        }
    }

    // Its contents are looked at when examples use it.
    void check_sample() {
        if (!decl_.sample) return;
        if (!decl_.is_imported) {
            misfit(*decl_.sample, "is the sample of a list that records fill: only an imported one has a sample");
            return;
        }
        Result<std::string> text = context_.read_file(decl_.sample->text);
        if (!text) {
            context_.emitter.report(dsl::diag::FileNotRead, decl_.sample->range, decl_.sample->text, text.error().text);
            return;
        }
        relation_.sample_file = decl_.sample->text;
        relation_.sample = std::move(*text);
    }

    void add_column(const dsl::Name& name, ir::Relation::Column column) {
        const auto index = static_cast<std::uint32_t>(relation_.columns.size());
        if (context_.declare(columns_, name, index, "column")) relation_.columns.push_back(std::move(column));
    }

    void check_life_cycle() {
        std::vector<std::uint32_t> index;
        std::size_t keys = 1;
        for (const dsl::RelationDecl::Column& written : decl_.key) {
            ir::Relation::Column column = check_column(written);
            const bool is_finite = column.is_finite();
            if (is_finite) keys = std::min(keys * column.value_count(), kMaxKeys + 1);
            if (!is_finite) index.push_back(static_cast<std::uint32_t>(relation_.columns.size()));
            add_column(written.name, std::move(column));
        }
        relation_.key_size = static_cast<std::uint32_t>(relation_.columns.size());
        for (const dsl::RelationDecl::Column& written : decl_.holds) add_column(written.name, check_column(written));
        if (index.empty())
            misfit(decl_.name, "has a key of finite parts alone, and every record would change the same");
        if (keys > kMaxKeys) misfit(decl_.name, "has more than 256 keys for one look-up");
        relation_.indexes.push_back(std::move(index));
        check_states();
    }

    ir::Relation::Column check_column(const dsl::RelationDecl::Column& written) {
        ir::Relation::Column column;
        column.name = written.name.text;
        check_name(written.name);
        if (written.name.text == kEvent) misfit(written.name, "is the ledger's own column");
        if (written.values) {
            check_values(*written.values, column);
            return column;
        }
        std::vector<std::string_view> names;
        for (const NamedType& type : kTypes) {
            names.push_back(type.name);
            if (type.name != written.type.text) continue;
            column.type = {type.kind, 0};
            column.domain = private_domain(context_.module, type.field);
            return column;
        }
        context_.report_unknown(written.type, "type", names);
        return column;
    }

    // The values of a finite part: {C, F} or 1..4.
    void check_values(const dsl::Expr& values, ir::Relation::Column& column) {
        column.type = {ValueType::Text, 0};
        if (values.kind == dsl::ExprKind::Range) {
            column.type = {ValueType::Number, 0};
            const auto low = context_.number({values.operands[0].text, values.operands[0].range}, 0, 1'000'000);
            const auto high = context_.number({values.operands[1].text, values.operands[1].range}, 0, 1'000'000);
            if (low && high && *high < *low) context_.emitter.report(dsl::diag::EmptyRange, values.range);
            if (!low || !high || *high < *low) return;
            column.low = *low;
            column.high = *high;
            return;
        }
        for (const ir::WordRange& range : set_members(context_, values)) {
            for (std::optional<std::string> word = range.lo; word && column.words.size() <= kMaxKeys;) {
                column.words.push_back(*word);
                if (*word == range.hi) break;
                word = ir::next_word(*word);
            }
        }
        if (values.operands.empty()) context_.emitter.report(dsl::diag::EmptySet, values.range);
    }

    void check_states() {
        NameTable<std::uint32_t> states;
        NameTable<std::uint32_t> events;
        for (const dsl::Name& event : decl_.events) {
            if (!context_.declare(events, event, static_cast<std::uint32_t>(relation_.events.size()), "event"))
                continue;
            relation_.events.push_back(event.text);
        }
        for (const dsl::RelationDecl::State& state : decl_.states) {
            const auto number = static_cast<std::uint32_t>(relation_.states.size());
            if (context_.declare(states, state.name, number, "state")) relation_.states.push_back(state.name.text);
        }
        if (relation_.states.empty() && context_.is_whole) misfit(decl_.name, "has no states");
        bool is_whole =
            relation_.states.size() == decl_.states.size() && relation_.events.size() == decl_.events.size();
        for (const dsl::RelationDecl::State& state : decl_.states) {
            if (state.next.size() != decl_.events.size()) {
                context_.emitter.report(dsl::diag::StateIncomplete, state.name.range, state.name.text,
                                        state.next.size(), decl_.events.size());
                is_whole = false;
            }
            for (const dsl::Name& next : state.next) {
                const std::uint32_t* number = context_.resolve(states, next, "state");
                is_whole = is_whole && number != nullptr;
                if (number != nullptr) relation_.next.push_back(*number);
            }
        }
        if (is_whole) check_reach();
    }

    // Every state is reached from the first one, and every event changes something.
    void check_reach() {
        const std::size_t events = relation_.events.size();
        std::vector<bool> reached(relation_.states.size(), false);
        std::vector<bool> changes(events, false);
        std::vector<std::uint32_t> open{0};
        reached[0] = true;
        while (!open.empty()) {
            const std::uint32_t state = open.back();
            open.pop_back();
            for (std::uint32_t event = 0; event < events; ++event) {
                const std::uint32_t next = relation_.state_after(state, event);
                changes[event] = changes[event] || next != state;
                if (!reached[next]) open.push_back(next);
                reached[next] = true;
            }
        }
        for (std::size_t i = 0; i < reached.size(); ++i) {
            const dsl::Name& name = decl_.states[i].name;
            if (!reached[i]) context_.emitter.report(dsl::diag::StateNotReached, name.range, name.text);
        }
        for (std::size_t i = 0; i < events; ++i) {
            const dsl::Name& name = decl_.events[i];
            if (!changes[i]) context_.emitter.report(dsl::diag::EventChangesNothing, name.range, name.text);
        }
    }

    void add_look_ups(ir::RelationId id) {
        if (relation_.is_life_cycle()) {
            std::vector<std::uint32_t> key;
            for (std::uint32_t i = 0; i < relation_.key_size; ++i) key.push_back(i);
            context_.module.look_ups.push_back({id, std::move(key), 0});
            return;
        }
        for (std::size_t i = 0; i < relation_.indexes.size(); ++i) {
            context_.module.look_ups.push_back({id, relation_.indexes[i], static_cast<std::uint32_t>(i)});
        }
    }

    Context& context_;
    const dsl::RelationDecl& decl_;
    ir::Relation relation_;
    NameTable<std::uint32_t> columns_;
};

}  // namespace

std::string private_domain(const ir::Module& module, FieldType type) {
    if (type != FieldType::NationalId && type != FieldType::VisitId) return {};
    const bool is_masked = std::any_of(module.fields.begin(), module.fields.end(), [&](const ir::Field& field) {
        return field.type == type && field.mask != MaskKind::None;
    });
    return is_masked ? std::string(ir::to_string(type)) : std::string();
}

std::string private_domain(const ir::Module& module, ir::FieldId id) {
    const ir::Field& field = module.field(id);
    std::string of_type = private_domain(module, field.type);
    if (!of_type.empty() || field.mask == MaskKind::None) return of_type;
    return field.tag;
}

ir::LookUpId life_cycle_look_up(const ir::Module& module, ir::RelationId relation) {
    const auto found = std::find_if(module.look_ups.begin(), module.look_ups.end(),
                                    [&](const ir::LookUp& look_up) { return look_up.relation == relation; });
    return static_cast<ir::LookUpId>(found - module.look_ups.begin());
}

void check_relations(Context& context) {
    for (const dsl::RelationDecl& decl : context.tree.relations) RelationChecker(context, decl).check();
}

}  // namespace jianhe
