#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <map>

#include <fmt/format.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"
#include "compiler/ir/printer.h"

namespace jianhe::cppgen {
namespace {

// A source with more checks is cut, so that each compiles fast.
constexpr std::size_t kMostChecks = 80;

bool asks_the_file(const ir::Module& module, const ir::Check& check) {
    if (!ir::is_some(check.expect)) return false;
    const ir::InstKind kind = module.inst(check.expect).kind;
    return kind == ir::InstKind::UniqueInFile || kind == ir::InstKind::SameInFile;
}

// Whether the place of a check is empty: an expression, or nothing where it stands at a segment.
Written emptiness(const Emission& e, const ir::Check& check) {
    if (ir::is_some(check.chosen)) {
        return {fmt::format("c.is_empty_chosen({}_field(c))", e.names.chosen[ir::index_of(check.chosen)]), true, false};
    }
    if (!ir::is_some(check.field)) return {};
    const bool in_row = is_in_row(e.module, check.field);
    return {fmt::format("is_nothing({})", e.expressions.field(check.field)), !in_row, in_row};
}

void emit_tell(Writer& out, const Emission& e, ir::CheckId id) {
    const ir::Inst& question = e.module.inst(e.module.checks[ir::index_of(id)].expect);
    const auto state_id = static_cast<ir::InstId>(question.b);
    out.blank();
    out.note("Follows " + ir::print_expr(e.module, state_id) + " through the file");
    const auto scope = out.scope(fmt::format("void {}_tell(Context& c) noexcept {{", e.names.checks[ir::index_of(id)]));
    out.line("c.tell_state({}, {}, [&] {{ return {}; }});", ir::index_of(id),
             e.expressions.key(static_cast<ir::KeyId>(question.c)), e.expressions.use(state_id).text);
}

void emit_check(Writer& out, const Emission& e, ir::CheckId id) {
    const ir::Check& check = e.module.checks[ir::index_of(id)];
    const ir::Code& code = e.module.code(check.code);
    const bool has_when = ir::is_some(check.when);
    const bool has_expect = ir::is_some(check.expect);
    const Written when = has_when ? e.expressions.use(check.when) : Written{};
    Written expect;
    if (has_expect)
        expect = asks_the_file(e.module, check) ? e.expressions.question(id) : e.expressions.use(check.expect);
    const Written empty = check.judges_empty || !has_expect ? Written{} : emptiness(e, check);
    Written all;
    for (const Written* part : std::initializer_list<const Written*>{&when, &expect, &empty}) {
        all.uses_context = all.uses_context || part->uses_context;
        all.uses_row = all.uses_row || part->uses_row;
    }

    out.blank();
    out.note(fmt::format("{} {}", code.code, code.message));
    out.line("// {}:{}", comment(check.location.file), check.location.line);
    if (has_when) out.note("  when   " + ir::print_expr(e.module, check.when));
    if (has_expect) out.note("  expect " + ir::print_expr(e.module, check.expect));
    const auto scope =
        out.scope(fmt::format("Outcome {}({}) noexcept {{", e.names.checks[ir::index_of(id)], parameters(all)));
    if (!has_expect) {
        out.line("return refused({});", when.text);
        return;
    }
    if (has_when) {
        out.line("const Truth when = {};", when.text);
        out.line("if (when != Truth::True) return skipped(when);");
    }
    if (!empty.text.empty()) out.line("if ({}) return Outcome::NotApplicable;", empty.text);
    out.line("return expected({});", expect.text);
}

// 32-rules-backfill.rules -> rules_backfill
std::string part_of(const std::string& file) {
    std::string stem = std::filesystem::path(file).stem().string();
    return identifier(stem.empty() ? "rules" : "rules_" + stem);
}

}  // namespace

std::string parameters(const Written& body) {
    return fmt::format("Context&{}, Row{}", body.uses_context ? " c" : "", body.uses_row ? " row" : "");
}

std::vector<CppFile> emit_rules(const Emission& e) {
    // By the file that the rules stand in, in the order of the checks.
    std::map<std::string, std::vector<ir::CheckId>> by_file;
    for (std::size_t i = 0; i < e.module.checks.size(); ++i) {
        const ir::Check& check = e.module.checks[i];
        if (!check.asks_history) by_file[check.location.file].push_back(static_cast<ir::CheckId>(i));
    }
    Namer names;
    std::vector<CppFile> files;
    for (const auto& [source, checks] : by_file) {
        for (std::size_t first = 0; first < checks.size(); first += kMostChecks) {
            Writer out;
            begin_file(out, e, fmt::format("The rules of {}.", comment(source)));
            out.line("#include \"{}\"", e.file("_rules.h"));
            out.blank();
            {
                const auto scope = out.name_space(e.names.space + "::detail");
                for (std::size_t i = first; i < std::min(checks.size(), first + kMostChecks); ++i) {
                    emit_check(out, e, checks[i]);
                    if (follows_state(e.module, checks[i])) emit_tell(out, e, checks[i]);
                }
                out.blank();
            }
            files.push_back({e.file("_" + names.unique(part_of(source)) + ".cpp"), out.text()});
        }
    }
    return files;
}

bool follows_state(const ir::Module& module, ir::CheckId id) {
    const ir::Check& check = module.checks[ir::index_of(id)];
    if (!asks_the_file(module, check)) return false;
    const ir::Inst& question = module.inst(check.expect);
    return question.kind == ir::InstKind::UniqueInFile && !module.keys[question.c].empty();
}

}  // namespace jianhe::cppgen
