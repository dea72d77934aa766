#include "dsl/ast/ast_printer.h"

#include <string_view>
#include <utility>
#include <variant>

#include "dsl/ast/history_printer.h"
#include "dsl/ast/line_writer.h"

namespace jianhe::dsl {
namespace {

class Printer {
public:
    std::string out;

    void print(const SpecificationDecl& decl) {
        line(0, "specification").word(decl.name).text(decl.label).raw("version").text(decl.version);
        for (const Name& source : decl.sources) line(1, "source").text(source);
        line(1, "wire").word(decl.wire_format).list("path", decl.wire_path).part("encoding", decl.encoding);
        for (const GivenDecl& given : decl.givens) {
            line(1, "given")
                .word(given.name)
                .word(given.type)
                .flag("optional", given.is_optional)
                .quoted("label", given.label)
                .part("example", given.example);
        }
        if (!decl.key.empty()) line(1, "key").list("fields", decl.key);
        for (const PrivateDecl& hidden : decl.privates) {
            line(1, "private").list("fields", hidden.fields).part("as", hidden.mask);
        }
        for (const DatesDecl& dates : decl.dates) {
            line(1, "dates").word(dates.name).part("else", dates.otherwise);
            for (const auto& choice : dates.choices) {
                line(2, "choice").word(choice.field).raw("when").raw(jianhe::dsl::print(choice.condition));
            }
        }
        if (decl.code_sets_by) line(1, "code_sets").part("by", decl.code_sets_by);
        if (decl.switches_by) line(1, "switches").part("by", decl.switches_by);
        if (decl.codes_file) line(1, "codes").quoted("from", decl.codes_file);
        for (const ReportDecl& report : decl.reports) line(1, "report").word(report.name).text(report.file);
    }

    void print(std::string_view head, const RoleCodesDecl& decl) {
        line(0, head);
        for (const RoleCode& entry : decl.entries) line(1, "role").word(entry.role).word(entry.code);
    }

    void print(const CodeSetDecl& decl) {
        line(0, "codeset")
            .word(decl.name)
            .flag("open", decl.is_open)
            .quoted("label", decl.label)
            .raw("from")
            .text(decl.file);
        for (const auto& column : decl.columns) line(1, "column").word(column.name).word(column.type);
        print(1, decl.waivers);
    }

    void print(const SetDecl& decl) {
        line(0, "set").word(decl.name).quoted("label", decl.label).raw(jianhe::dsl::print(decl.members));
        print(1, decl.waivers);
    }

    void print(const SegmentDecl& decl) {
        line(0, "segment").word(decl.tag).part("in", decl.parent).quoted("label", decl.label).part("as", decl.row_name);
        for (const auto& limit : decl.limits)
            line(1, "limit").word(limit.low).word(limit.high).part("when", limit.when);
        for (const FieldDecl& field : decl.fields) print(field);
    }

    void print(const CellDecl& decl) {
        line(0, "cell").word(decl.name).part("else", decl.otherwise);
        for (const auto& choice : decl.choices) {
            line(1, "choice").word(choice.mark).raw("when").raw(jianhe::dsl::print(choice.condition));
        }
        print(1, decl.waivers);
    }

    void print(const PresenceDecl& decl) {
        line(0, "presence").part("by", decl.selector).list("columns", decl.columns);
        for (const auto& row : decl.rows) line(1, "row").word(row.field).list("cells", row.cells);
    }

    void print(const TableDecl& decl) {
        line(0, "table").word(decl.name).quoted("allowed", decl.file).flag("others unchecked", decl.others_unchecked);
        for (const auto& column : decl.columns) line(1, "column").word(column.name).part("type", column.type);
        for (const auto& row : decl.rows) line(1, "row").list("of", row);
        for (const DecisionRow& row : decl.decisions) {
            line(1, "decision").word(row.result).part("from", row.from).part("until", row.until);
            for (const DecisionCell& cell : row.cells) print(cell);
        }
        print(1, decl.waivers);
    }

    void print(const MasterDecl& decl) {
        line(0, "master")
            .word(decl.name)
            .quoted("label", decl.label)
            .list("key", decl.key)
            .quoted("sample", decl.sample);
        for (const auto& column : decl.columns) {
            line(1, "column").word(column.name).word(column.type).part("length", column.length);
        }
        print(1, decl.waivers);
    }

    void print(const ProviderDecl& decl) {
        line(0, "provider")
            .word(decl.name)
            .quoted("label", decl.label)
            .part("built_in", decl.built_in)
            .quoted("sample", decl.sample);
        for (const auto& argument : decl.arguments) line(1, "argument").word(argument.name).word(argument.type);
        for (const auto& part : decl.parts) line(1, "part").word(part.name).word(part.type);
        print(1, decl.waivers);
    }

    void print(const ScenarioDecl& decl) {
        line(0, "scenario").word(decl.name).text(decl.label).raw("when").raw(jianhe::dsl::print(decl.condition));
        print(1, decl.waivers);
    }

    void print(const RuleDecl& decl) {
        line(0, "rule")
            .list("codes", decl.codes)
            .list("at", decl.targets)
            .quoted("message", decl.message)
            .part("by", decl.switched_by)
            .list("supersedes", decl.supersedes)
            .list("needs", decl.needs)
            .list("blocks", decl.blocks);
        for (const ForEach& loop : decl.loops) print(loop);
        for (const DispositionExpr& disposition : decl.dispositions) print(1, disposition);
        print(1, decl.waivers);
        for (const Clause& clause : decl.clauses) {
            line(1, "clause").part("when", clause.when).part("expect", clause.expect);
            for (const DispositionExpr& disposition : clause.dispositions) print(2, disposition);
        }
    }

    void print(const RecordDecl& decl) {
        line(0, "record")
            .word(decl.name)
            .quoted("label", decl.label)
            .part("weight", decl.weight)
            .part("base", decl.base);
        print(decl.body);
    }

    void print(const ExampleDecl& decl) {
        line(0, "example")
            .quoted("label", decl.label)
            .word(decl.record)
            .flag("accepted", decl.accepted)
            .flag("only", decl.only)
            .list("using", decl.uses);
        print(decl.body);
        for (const auto& file : decl.files) {
            line(1, "file");
            for (const auto& earlier : file) print(earlier);
        }
        for (const auto& earlier : decl.after) print(earlier);
        for (const FieldValue& given : decl.givens) print(1, "given", given);
        for (const auto& found : decl.finds) line(1, "finds").word(found.field).part("row", found.row).word(found.code);
        if (decl.leaves) line(1, "leaves").raw(jianhe::dsl::print(*decl.leaves));
        print(1, decl.waivers);
    }

    void print(const BufferDecl& decl) {
        line(0, "buffer").word(decl.name).text(decl.label).word(decl.size);
        for (const BufferDecl::Part& part : decl.parts) {
            line(1, "part").word(part.name).word(part.first).part("to", part.last);
        }
        print(1, decl.waivers);
    }

    void print(const BuildDecl& decl) {
        line(0, "build").word(decl.name).text(decl.label).list("from", decl.buffers);
        for (const BuildClause& clause : decl.clauses) {
            line(1, clause_name(clause.kind))
                .flag("optional", clause.is_optional)
                .part("kept for", clause.kept_for)
                .part("when", clause.when)
                .part("for each", clause.row_name);
            for (const BuildClause::Target& target : clause.targets) {
                line(2, "target")
                    .word(target.field)
                    .part("value", target.value)
                    .part("position of", target.position_of)
                    .part("followed by", target.followed_by)
                    .part("padded", target.padded);
            }
        }
    }

    void print(const BuildExampleDecl& decl) {
        line(0, "example")
            .quoted("label", decl.label)
            .raw("build")
            .word(decl.construction)
            .part("base", decl.base)
            .raw(result_name(decl.result))
            .flag("only", decl.only);
        print(decl.body);
        for (const BuildExampleDecl::BufferValue& buffer : decl.buffers) {
            line(1, "from").word(buffer.buffer).part("of", buffer.base);
            for (const FieldValue& part : buffer.parts) print(2, "part", part);
        }
        for (const FieldValue& given : decl.givens) print(1, "given", given);
        for (const auto& expected : decl.expected) {
            line(1, "expected").word(expected.field).part("row", expected.row).part("code", expected.code);
        }
        if (!decl.contents.entries.empty()) line(1, "holds");
        print(decl.contents);
        print(1, decl.waivers);
    }

    void print(const EffectDecl& decl) {
        print_effect_head(out, decl);
        for (const ForEach& loop : decl.loops) print(loop);
        print_effect_actions(out, decl);
    }

    void print(const GenerateDecl& decl) {
        line(0, "generate").part("received_at", decl.received_at).part("shift", decl.shift_days);
        for (const VaryDecl& vary : decl.varies) {
            line(1, vary_name(vary.kind))
                .word(vary.field)
                .word(vary.type)
                .part("length", vary.length)
                .list("of", vary.references)
                .list("values", vary.values)
                .flag("per file", vary.per_file)
                .part("low", vary.low)
                .part("high", vary.high);
        }
    }

private:
    LineWriter line(std::size_t depth, std::string_view head) { return {out, depth, head}; }

    void print(const FieldDecl& field) {
        const TypeExpr& type = field.type;
        line(1, "field")
            .word(field.tag)
            .word(field.name)
            .text(field.label)
            .word(type.name)
            .part("set", type.code_set)
            .flag("exactly", type.exactly)
            .part("length", type.length)
            .part("each", type.item_length)
            .part("up to", type.max_items)
            .part("in", type.within)
            .part("else", type.else_code);
        for (const PlaceholderDecl& one : type.placeholders) {
            line(2, "placeholder")
                .list("values", one.values)
                .part("each", one.code_set)
                .part("followed by", one.suffix)
                .part("as", one.name);
            print(3, one.waivers);
        }
    }

    void print(std::size_t depth, const std::vector<Waiver>& waivers) {
        for (const Waiver& waiver : waivers) line(depth, "allow").word(waiver.lint).text(waiver.reason);
    }

    void print(const ForEach& loop) {
        line(1, "for each").part("row", loop.row_name).list("variables", loop.variables).part("table", loop.table);
        for (const auto& tuple : loop.tuples) line(2, "tuple").list("of", tuple);
    }

    void print(const DecisionCell& cell) {
        LineWriter written = line(2, "cell");
        written.flag("not", cell.negated);
        switch (cell.kind) {
            case DecisionCell::Kind::Any: written.raw("any"); return;
            case DecisionCell::Kind::Members: written.raw(jianhe::dsl::print(cell.members)); return;
            case DecisionCell::Kind::Word: written.word(cell.word); return;
        }
    }

    void print(std::size_t depth, const DispositionExpr& disposition) {
        line(depth, "disposition")
            .word(disposition.kind)
            .flag("may", disposition.is_choice)
            .part("from", disposition.from)
            .part("until", disposition.until);
    }

    void print(std::size_t depth, std::string_view head, const FieldValue& value) {
        LineWriter out_line(out, depth, head);
        out_line.word(value.field);
        switch (value.state) {
            case FieldValue::State::Value: out_line.text(value.value); break;
            case FieldValue::State::Absent: out_line.raw("absent"); break;
            case FieldValue::State::Blank: out_line.raw("blank"); break;
        }
    }

    void print(const RowChange& change) {
        line(1, row_change_name(change.kind))
            .word(change.row_name)
            .part("position", change.position)
            .part("times", change.times);
        for (const FieldValue& value : change.fields) print(2, "value", value);
    }

    void print(const RecordBody& body) {
        for (const auto& entry : body.entries) {
            if (const auto* value = std::get_if<FieldValue>(&entry)) {
                print(1, "value", *value);
            } else {
                print(std::get<RowChange>(entry));
            }
        }
    }

    static std::string_view clause_name(BuildClause::Kind kind) {
        switch (kind) {
            case BuildClause::Kind::Set: return "set";
            case BuildClause::Kind::Default: return "default";
            case BuildClause::Kind::Derive: return "derive";
            case BuildClause::Kind::Ask: return "ask";
            case BuildClause::Kind::Keep: return "keep";
            case BuildClause::Kind::Scenario: return "scenario";
        }
        return "?";
    }

    static std::string_view result_name(BuildExampleDecl::Result result) {
        switch (result) {
            case BuildExampleDecl::Result::Built: return "built";
            case BuildExampleDecl::Result::Kept: return "kept";
            case BuildExampleDecl::Result::Needs: return "needs";
            case BuildExampleDecl::Result::Refused: return "refused";
        }
        return "?";
    }

    void print(const ExampleDecl::Earlier& earlier) {
        line(1, "after").word(earlier.record);
        print(earlier.body);
    }

    static std::string_view row_change_name(RowChange::Kind kind) {
        switch (kind) {
            case RowChange::Kind::Add: return "add";
            case RowChange::Kind::Modify: return "modify";
            case RowChange::Kind::RemoveAll: return "remove all";
        }
        return "?";
    }

    static std::string_view vary_name(VaryDecl::Kind kind) {
        switch (kind) {
            case VaryDecl::Kind::Random: return "random";
            case VaryDecl::Kind::OneOf: return "one of";
            case VaryDecl::Kind::InRange: return "in range";
            case VaryDecl::Kind::SameAs: return "same as";
            case VaryDecl::Kind::Earlier: return "earlier";
        }
        return "?";
    }
};

}  // namespace

std::string print(const Specification& specification) {
    Printer printer;
    for (const auto& decl : specification.headers) printer.print(decl);
    for (const auto& decl : specification.field_codes) printer.print("field_codes", decl);
    for (const auto& decl : specification.envelopes) printer.print("envelope", decl);
    for (const auto& decl : specification.code_sets) printer.print(decl);
    for (const auto& decl : specification.sets) printer.print(decl);
    for (const auto& decl : specification.segments) printer.print(decl);
    for (const auto& decl : specification.cells) printer.print(decl);
    for (const auto& decl : specification.presences) printer.print(decl);
    for (const auto& decl : specification.tables) printer.print(decl);
    for (const auto& decl : specification.masters) printer.print(decl);
    for (const auto& decl : specification.providers) printer.print(decl);
    for (const auto& decl : specification.scenarios) printer.print(decl);
    for (const auto& decl : specification.rules) printer.print(decl);
    for (const auto& decl : specification.buffers) printer.print(decl);
    for (const auto& decl : specification.builds) printer.print(decl);
    for (const auto& decl : specification.records) printer.print(decl);
    for (const auto& decl : specification.examples) printer.print(decl);
    for (const auto& decl : specification.build_examples) printer.print(decl);
    for (const auto& decl : specification.generates) printer.print(decl);
    for (const auto& decl : specification.relations) print_relation(printer.out, decl);
    for (const auto& decl : specification.effects) printer.print(decl);
    return std::move(printer.out);
}

}  // namespace jianhe::dsl
