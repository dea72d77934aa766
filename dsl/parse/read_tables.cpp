#include "dsl/parse/parse.h"
#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {

CellDecl TreeReader::cell(JianheParser::CellDeclContext& node) {
    CellDecl result;
    result.range = range(node);
    result.name = name(node.mark(0));
    result.waivers = waivers(node.waiver());
    if (node.expr() == nullptr) {
        result.otherwise = name(node.mark(1));
        return result;
    }
    result.choices.push_back({name(node.mark(1)), expr(node.expr())});
    for (JianheParser::CellChoiceContext* choice : node.cellChoice()) {
        result.choices.push_back({name(choice->mark()), expr(choice->expr())});
    }
    limit(result.choices, ParseLimits::kCellChoices, "choices of a cell", result.name.range);
    result.otherwise = name(node.mark(2));
    return result;
}

PresenceDecl TreeReader::presence(JianheParser::PresenceDeclContext& node) {
    PresenceDecl result;
    result.range = range(node);
    result.selector = name(node.word());
    std::vector<std::vector<Name>> lines;
    std::size_t line = 0;
    for (JianheParser::PresenceCellContext* one : node.presenceCell()) {
        if (lines.empty() || one->start->getLine() != line) {
            lines.emplace_back();
            line = one->start->getLine();
        }
        lines.back().push_back(name(one));
    }
    if (lines.empty()) {
        return result;
    }
    result.columns = std::move(lines.front());
    for (std::size_t i = 1; i < lines.size(); ++i) {
        std::vector<Name>& cells = lines[i];
        if (cells.size() != result.columns.size() + 1) {
            const SourceRange row{file_, cells.front().range.begin, cells.back().range.end};
            const SourceRange header{file_, result.columns.front().range.begin, result.columns.back().range.end};
            emitter_.report(diag::UnequalRow, row, cells.size() - 1, result.columns.size())
                .note(header, "the columns are named here");
            continue;
        }
        Name field = std::move(cells.front());
        cells.erase(cells.begin());
        result.rows.push_back({std::move(field), std::move(cells)});
    }
    return result;
}

TableDecl TreeReader::table(JianheParser::TableDeclContext& node) {
    TableDecl result;
    result.range = range(node);
    result.name = name(node.word());
    for (JianheParser::TableColumnContext* column : node.tableColumn()) {
        result.columns.push_back({name(column->word(0)), optional_name(column->word(1))});
    }
    result.file = optional_name(node.text());
    result.is_decision = node.DECIDES() != nullptr;
    for (JianheParser::DecisionRowContext* row : node.decisionRow()) {
        if (row->exception == nullptr && has_colon_on_its_line(*row)) {
            result.decisions.push_back(decision_row(*row));
        }
    }
    result.others_unchecked = node.UNCHECKED() != nullptr;
    result.waivers = waivers(node.waiver());
    for (Name& part : names(node.code())) {
        if (result.rows.empty() || result.rows.back().size() == result.columns.size()) {
            result.rows.emplace_back();
        }
        result.rows.back().push_back(std::move(part));
    }
    if (!result.rows.empty() && result.rows.back().size() < result.columns.size()) {
        const std::vector<Name>& last = result.rows.back();
        const SourceRange at{file_, last.front().range.begin, last.back().range.end};
        emitter_.report(diag::BrokenTuple, at, result.columns.size(), last.size());
        result.rows.pop_back();
    }
    return result;
}

// A row without `:` runs into the next one. Its result is then the last word of a line, with more cells to come.
bool TreeReader::has_colon_on_its_line(JianheParser::DecisionRowContext& node) {
    const auto cells = node.decisionCell();
    for (std::size_t i = 1; i + 1 < cells.size(); ++i) {
        const std::string text = cells[i]->getText();
        const bool is_result = text == "allowed" || text == "refused" || text == "unchecked";
        if (is_result && cells[i + 1]->start->getLine() > cells[i]->stop->getLine()) {
            emitter_.report(diag::UnexpectedText, range(*cells[i]), "`:` before the result", "`" + text + "`");
            return false;
        }
    }
    return true;
}

DecisionRow TreeReader::decision_row(JianheParser::DecisionRowContext& node) {
    DecisionRow result;
    result.range = range(node);
    for (JianheParser::DecisionCellContext* one : node.decisionCell()) {
        result.cells.push_back(decision_cell(*one));
    }
    std::size_t next_word = 0;
    result.result = name(node.word(next_word++));
    if (node.FROM() != nullptr) {
        result.from = name(node.word(next_word++));
    }
    if (node.UNTIL() != nullptr) {
        result.until = name(node.word(next_word));
    }
    return result;
}

DecisionCell TreeReader::decision_cell(JianheParser::DecisionCellContext& node) {
    DecisionCell result;
    result.range = range(node);
    result.negated = node.NOT() != nullptr;
    if (node.STAR() != nullptr) {
        return result;
    }
    const auto literals = node.literal();
    if (literals.size() == 1) {
        result.kind = DecisionCell::Kind::Word;
        result.word = name(literals.front());
        return result;
    }
    result.kind = DecisionCell::Kind::Members;
    result.members = literals.empty() ? set_literal(*node.setLiteral()) : range_set(*literals[0], *literals[1]);
    return result;
}

}  // namespace jianhe::dsl
