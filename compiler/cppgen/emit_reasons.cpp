#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"
#include "compiler/ir/printer.h"

namespace jianhe::cppgen {
namespace {

using ir::InstId;
using ir::InstKind;

// A source with more functions is cut, so that each compiles fast.
constexpr std::size_t kMostFunctions = 500;

constexpr std::uint32_t kNoOne = 0xffffffffU;

bool has_reason(const Emission& e, std::size_t at) {
    const auto id = static_cast<InstId>(at);
    return has_reason_function(e, id) && !e.sharing.is_for_building(id);
}

// What arguments read: a field, a chosen date, and whether only where a segment has rows.
using ReadList = std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>;

void add_reads(const ir::Module& module, InstId id, std::uint32_t segment, ReadList& reads) {
    const ir::Inst& inst = module.inst(id);
    switch (inst.kind) {
        case InstKind::Field:
        case InstKind::Attribute:
        case InstKind::IsRequired: reads.emplace(inst.a, kNoOne, segment); return;
        case InstKind::ChosenDate:
            for (const auto& choice : module.chosen_dates[inst.a].choices)
                add_reads(module, choice.condition, segment, reads);
            reads.emplace(kNoOne, inst.a, segment);
            return;
        case InstKind::Unique:
            for (const ir::FieldId field : module.keys[inst.b]) reads.emplace(ir::index_of(field), kNoOne, segment);
            return;
        case InstKind::AnyRow:
        case InstKind::AllRows:
        case InstKind::CountWhere: add_reads(module, static_cast<InstId>(inst.b), inst.a, reads); return;
        default: ir::for_each_operand(inst, [&](InstId operand) { add_reads(module, operand, segment, reads); });
    }
}

// The kind of a reason, and its subject and part where it has them.
std::string kind_of(const ir::Inst& inst) {
    switch (inst.kind) {
        case InstKind::Given: return fmt::format(".kind = Reason::Kind::Given, .subject = {}", inst.a);
        case InstKind::Field:
        case InstKind::Attribute: return fmt::format(".kind = Reason::Kind::Field, .subject = {}", inst.a);
        case InstKind::ChosenDate: return fmt::format(".kind = Reason::Kind::ChosenDate, .subject = {}", inst.a);
        case InstKind::MasterHas:
        case InstKind::MasterColumn: return fmt::format(".kind = Reason::Kind::Master, .subject = {}", inst.b);
        case InstKind::ProviderPart:
            return fmt::format(".kind = Reason::Kind::Provider, .subject = {}, .part = {}", inst.b, inst.c);
        case InstKind::Unique:
        case InstKind::UniqueInFile:
        case InstKind::SameInFile: return ".kind = Reason::Kind::Key";
        case InstKind::AnyRow:
        case InstKind::AllRows:
        case InstKind::CountWhere: return fmt::format(".kind = Reason::Kind::Rows, .subject = {}", inst.a);
        default: return ".kind = Reason::Kind::Operands";
    }
}

void emit_lists(Writer& out, const Emission& e, std::size_t at) {
    const ir::Inst& inst = e.module.insts[at];
    const bool is_unique = inst.kind == InstKind::Unique;
    if (is_unique || inst.kind == InstKind::UniqueInFile || inst.kind == InstKind::SameInFile) {
        std::vector<std::uint32_t> fields;
        for (const ir::FieldId field : e.module.keys[is_unique ? inst.b : inst.a])
            fields.push_back(ir::index_of(field));
        out.line("constexpr std::uint16_t kKey{}[] = {{{}}};", at, fmt::join(fields, ", "));
    }
    if (inst.kind == InstKind::MasterHas || inst.kind == InstKind::MasterColumn ||
        inst.kind == InstKind::ProviderPart) {
        ReadList reads;
        add_reads(e.module, static_cast<InstId>(inst.a), kNoOne, reads);
        if (reads.empty()) return;
        std::vector<std::string> parts;
        const auto number = [](std::uint32_t id) { return id == kNoOne ? "kNone" : std::to_string(id); };
        for (const auto& [field, chosen, segment] : reads)
            parts.push_back(fmt::format("{{{}, {}, {}}}", number(field), number(chosen), number(segment)));
        out.line("constexpr Read kReads{}[] = {{{}}};", at, fmt::join(parts, ", "));
    }
}

std::string reason_entry(const Emission& e, std::size_t at) {
    if (!has_reason(e, at)) return "{},";
    const ir::Inst& inst = e.module.insts[at];
    const auto id = static_cast<InstId>(at);
    const bool is_truth = ir::shape_of(inst.kind).yields_truth;
    std::string kind = kind_of(inst);
    std::string behind;
    if (const std::size_t cut = kind.find(", .subject"); cut != std::string::npos) {
        behind = kind.substr(cut);
        kind.resize(cut);
    }
    std::string entry =
        fmt::format("{{{}, .{} = &{}", kind, is_truth ? "truth" : "value", Expressions::reason_name(id));
    std::vector<std::string> operands;
    ir::for_each_operand(inst, [&](InstId operand) {
        operands.push_back(has_reason(e, ir::index_of(operand)) ? std::to_string(ir::index_of(operand)) : "kNone");
    });
    while (operands.size() < 3) operands.emplace_back("kNone");
    entry += fmt::format(", .operands = {{{}}}{}", fmt::join(operands, ", "), behind);
    const bool has_key =
        inst.kind == InstKind::Unique || inst.kind == InstKind::UniqueInFile || inst.kind == InstKind::SameInFile;
    if (has_key) entry += fmt::format(", .key = kKey{}", at);
    if (inst.kind == InstKind::MasterHas || inst.kind == InstKind::MasterColumn ||
        inst.kind == InstKind::ProviderPart) {
        ReadList reads;
        add_reads(e.module, static_cast<InstId>(inst.a), kNoOne, reads);
        if (!reads.empty()) entry += fmt::format(", .reads = kReads{}", at);
    }
    return entry + "},";
}

std::string signature(const Emission& e, InstId id, const std::string& parameters) {
    const bool is_truth = ir::shape_of(e.module.inst(id).kind).yields_truth;
    return fmt::format("{} {}({}) noexcept", is_truth ? "Truth" : "Value", Expressions::reason_name(id), parameters);
}

void declare_all(Writer& out, const Emission& e) {
    for (std::size_t i = 0; i < e.module.insts.size(); ++i) {
        if (has_reason(e, i)) declare_reason(out, e, static_cast<InstId>(i));
    }
}

}  // namespace

bool has_reason_function(const Emission& e, InstId id) {
    const InstKind kind = e.module.inst(id).kind;
    const bool is_constant = kind == InstKind::Integer || kind == InstKind::Text || kind == InstKind::True;
    return e.sharing.is_used(id) && !is_constant;
}

void declare_reason(Writer& out, const Emission& e, InstId id) {
    out.line("{};", signature(e, id, "Context& c, Row row"));
}

void emit_reason(Writer& out, const Emission& e, InstId id) {
    const Written body = e.expressions.body_of_calls(id);
    out.line("{} {{ return {}; }}", signature(e, id, parameters(body)), body.text);
}

// The parts of the rules' expressions once more, each as a function that calls those of its operands: slow, and only
// asked where a rule could not be judged.
std::vector<CppFile> emit_reasons(const Emission& e) {
    std::vector<std::size_t> parts;
    for (std::size_t i = 0; i < e.module.insts.size(); ++i) {
        if (has_reason(e, i)) parts.push_back(i);
    }
    std::vector<CppFile> files;
    {
        Writer out;
        begin_file(out, e, "The parts of the rules' conditions, to find out why a rule could not be judged.");
        out.line("#pragma once");
        out.blank();
        out.line("#include \"{}\"", e.file("_rules.h"));
        out.blank();
        {
            const auto scope = out.name_space(e.names.space + "::detail");
            declare_all(out, e);
            out.blank();
        }
        files.push_back({e.file("_reasons.h"), out.text()});
    }
    for (std::size_t first = 0; first < parts.size(); first += kMostFunctions) {
        Writer out;
        begin_file(out, e, "Parts of conditions. Only asked where a rule could not be judged.");
        out.line("#include \"{}\"", e.file("_reasons.h"));
        out.blank();
        {
            const auto scope = out.name_space(e.names.space + "::detail");
            for (std::size_t i = first; i < std::min(parts.size(), first + kMostFunctions); ++i)
                emit_reason(out, e, static_cast<InstId>(parts[i]));
            out.blank();
        }
        files.push_back({e.file(fmt::format("_reasons_{}.cpp", first / kMostFunctions + 1)), out.text()});
    }
    Writer out;
    begin_file(out, e, "What the parts of conditions depend on.");
    out.line("#include \"{}\"", e.file("_reasons.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space + "::detail");
        {
            const auto own = out.name_space("");
            for (const std::size_t at : parts) emit_lists(out, e, at);
            out.blank();
        }
        out.line("extern const Reason kReasons[];");
        const auto table = out.scope("constinit const Reason kReasons[] = {", "};");
        for (std::size_t i = 0; i < e.module.insts.size(); ++i) out.text_line(reason_entry(e, i));
        if (e.module.insts.empty()) out.line("{{}},");
    }
    files.push_back({e.file("_reasons.cpp"), out.text()});
    return files;
}

}  // namespace jianhe::cppgen
