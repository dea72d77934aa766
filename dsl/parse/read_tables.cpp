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

}  // namespace jianhe::dsl
