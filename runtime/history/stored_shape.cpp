#include "runtime/history/stored_shape.h"

#include <algorithm>
#include <charconv>

namespace jianhe::detail {
namespace {

using Kind = LedgerColumn::Kind;

constexpr std::string_view kKinds[] = {"text", "number", "private"};

std::string_view kind_name(Kind kind) noexcept { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_of(std::string_view name) noexcept {
    for (std::size_t i = 0; i < std::size(kKinds); ++i) {
        if (kKinds[i] == name) return static_cast<Kind>(i);
    }
    return std::nullopt;
}

// The first word of a line, taken off it.
std::string_view take_word(std::string_view& line) noexcept {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(line.size(), word.size() + 1));
    return word;
}

std::optional<std::uint32_t> number_of(std::string_view word) noexcept {
    std::uint32_t value = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (fault != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return value;
}

void append_column(std::string& text, const LedgerColumn& column) {
    text += "column " + column.name + ' ';
    text += kind_name(column.kind);
    if (!column.domain.empty()) text += ' ' + column.domain;
    text += '\n';
}

const LedgerColumn* find_column(const std::vector<LedgerColumn>& columns, std::string_view name) noexcept {
    const auto found = std::ranges::find(columns, name, &LedgerColumn::name);
    return found == columns.end() ? nullptr : &*found;
}

LedgerColumn stored_column(const LedgerColumn& column) {
    LedgerColumn stored = column;
    stored.is_nullable = false;  // is a matter of the specification, not of the data base
    if (stored.kind != Kind::Private) stored.domain.clear();
    return stored;
}

std::vector<std::string> names_of(const LedgerRelation& relation, const std::vector<std::uint32_t>& index) {
    std::vector<std::string> names;
    for (const std::uint32_t column : index) names.push_back(relation.columns[column].name);
    return names;
}

Result<void> merge_columns(const std::string& relation, std::vector<LedgerColumn>& stored,
                           const std::vector<LedgerColumn>& wanted, ShapeChange& change) {
    for (const LedgerColumn& column : wanted) {
        const LedgerColumn now = stored_column(column);
        if (const LedgerColumn* const before = find_column(stored, column.name)) {
            if (*before == now) continue;
            const std::string owner = relation.empty() ? "of its records" : "of its relation `" + relation + "`";
            if (before->kind != now.kind) {
                return Error{"was made with the column `" + column.name + "` " + owner + " as " +
                             std::string(kind_name(before->kind)) + ", and the specification has it as " +
                             std::string(kind_name(now.kind)) + "; make a new ledger from the uploads"};
            }
            return Error{"was made with the column `" + column.name + "` " + owner + " in the domain `" +
                         before->domain + "`, and the specification has it in `" + now.domain +
                         "`; make a new ledger from the uploads"};
        }
        stored.push_back(now);
        change.new_columns.push_back({relation, now});
    }
    return {};
}

void merge_indexes(StoredRelation& stored, const LedgerRelation& wanted, ShapeChange& change) {
    std::vector<std::vector<std::string>> keys;
    for (const auto& index : wanted.indexes) keys.push_back(names_of(wanted, index));
    for (StoredIndex& index : stored.indexes) {
        if (!index.is_used || std::ranges::find(keys, index.columns) != keys.end()) continue;
        index.is_used = false;
        change.dropped_indexes.push_back({stored.name, index.id});
    }
    for (const std::vector<std::string>& key : keys) {
        const auto is_it = [&](const StoredIndex& index) { return index.is_used && index.columns == key; };
        if (std::ranges::any_of(stored.indexes, is_it)) continue;
        stored.indexes.push_back({change.shape.next_index++, key, true});
        change.new_indexes.push_back({stored.name, stored.indexes.back().id});
    }
}

bool is_name(std::string_view name) noexcept {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, is_part);
}

// Data bases do not tell upper from lower case in names.
std::string lower(std::string_view name) {
    std::string text(name);
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

Result<void> check_names(const std::string& where, std::vector<std::string> names) {
    for (std::string& name : names) {
        if (!is_name(name)) return Error{"`" + name + "` is no name for " + where + " of a ledger"};
        name = lower(name);
    }
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end()) return Error{"`" + *twice + "` stands twice among " + where + "s of a ledger"};
    return {};
}

Result<void> check_columns(const std::vector<LedgerColumn>& columns) {
    if (columns.size() > LedgerLimits::kMaxColumns) return Error{"a relation of a ledger has too many columns"};
    std::vector<std::string> names;
    for (const LedgerColumn& column : columns) {
        names.push_back(column.name);
        if (column.kind == Kind::Private && !is_name(column.domain)) {
            return Error{"the private column `" + column.name + "` of a ledger has no proper domain"};
        }
    }
    return check_names("a column", std::move(names));
}

}  // namespace

std::uint32_t StoredRelation::column(std::string_view column_name) const noexcept {
    return static_cast<std::uint32_t>(std::ranges::find(columns, column_name, &LedgerColumn::name) - columns.begin());
}

const StoredRelation* StoredShape::find(std::string_view relation) const noexcept {
    const auto found = std::ranges::find(relations, relation, &StoredRelation::name);
    return found == relations.end() ? nullptr : &*found;
}

std::string StoredShape::text() const {
    std::string text =
        "specification " + name + "\nversion " + version + "\nindexes " + std::to_string(next_index) + "\n";
    for (const LedgerColumn& column : record_name) append_column(text, column);
    for (const StoredRelation& relation : relations) {
        text += "relation " + relation.name + "\n";
        for (const LedgerColumn& column : relation.columns) append_column(text, column);
        for (const StoredIndex& index : relation.indexes) {
            text += (index.is_used ? "index " : "unused ") + std::to_string(index.id);
            for (const std::string& column : index.columns) text += ' ' + column;
            text += '\n';
        }
    }
    return text;
}

std::optional<StoredShape> StoredShape::parse(std::string_view text) {
    StoredShape shape;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::string_view what = take_word(line);
        if (what == "specification") {
            shape.name = line;
        } else if (what == "version") {
            shape.version = line;
        } else if (what == "indexes") {
            const auto number = number_of(line);
            if (!number) return std::nullopt;
            shape.next_index = *number;
        } else if (what == "relation") {
            shape.relations.push_back({std::string(line), {}, {}});
        } else if (what == "column") {
            LedgerColumn column;
            column.name = take_word(line);
            const auto kind = kind_of(take_word(line));
            if (!kind) return std::nullopt;
            column.kind = *kind;
            column.domain = line;
            (shape.relations.empty() ? shape.record_name : shape.relations.back().columns).push_back(column);
        } else if ((what == "index" || what == "unused") && !shape.relations.empty()) {
            StoredIndex index;
            const auto number = number_of(take_word(line));
            if (!number) return std::nullopt;
            index.id = *number;
            index.is_used = what == "index";
            while (!line.empty()) index.columns.emplace_back(take_word(line));
            shape.relations.back().indexes.push_back(std::move(index));
        } else {
            return std::nullopt;
        }
    }
    return shape;
}

Result<void> check_shape(const LedgerShape& shape) {
    if (auto checked = check_columns(shape.record_name); !checked) return checked;
    std::vector<std::string> names;
    for (const LedgerRelation& relation : shape.relations) {
        names.push_back(relation.name);
        if (auto checked = check_columns(relation.columns); !checked) return checked;
        if (relation.indexes.size() > LedgerLimits::kMaxIndexes) {
            return Error{"the relation `" + relation.name + "` of a ledger has too many indexes"};
        }
        auto indexes = relation.indexes;
        std::ranges::sort(indexes);
        if (std::ranges::adjacent_find(indexes) != indexes.end()) {
            return Error{"the relation `" + relation.name + "` has an index twice"};
        }
        for (const auto& index : relation.indexes) {
            const auto is_foreign = [&](std::uint32_t column) { return column >= relation.columns.size(); };
            if (index.empty() || std::ranges::any_of(index, is_foreign)) {
                return Error{"an index of the relation `" + relation.name + "` names no column of it"};
            }
        }
    }
    return check_names("a relation", std::move(names));
}

Result<ShapeChange> change_of_shape(const StoredShape& stored, const LedgerShape& shape) {
    if (stored.name != shape.name) {
        return Error{"belongs to the specification `" + stored.name + "`, not to `" + shape.name + "`"};
    }
    ShapeChange change;
    change.shape = stored;
    change.shape.version = shape.version;
    if (auto merged = merge_columns("", change.shape.record_name, shape.record_name, change); !merged) {
        return merged.error();
    }
    for (const LedgerRelation& wanted : shape.relations) {
        auto& relations = change.shape.relations;
        auto found = std::ranges::find(relations, wanted.name, &StoredRelation::name);
        if (found == relations.end()) {
            change.new_relations.push_back(wanted.name);
            relations.push_back({wanted.name, {}, {}});
            found = relations.end() - 1;
            for (const LedgerColumn& column : wanted.columns) found->columns.push_back(stored_column(column));
        } else if (auto merged = merge_columns(wanted.name, found->columns, wanted.columns, change); !merged) {
            return merged.error();
        }
        merge_indexes(*found, wanted, change);
    }
    change.is_needed = change.shape.text() != stored.text();
    return change;
}

StoredShape first_shape(const LedgerShape& shape) {
    StoredShape empty;
    empty.name = shape.name;
    for (const LedgerColumn& column : shape.record_name) empty.record_name.push_back(stored_column(column));
    return change_of_shape(empty, shape).value().shape;
}

std::vector<std::uint32_t> index_ids(const StoredShape& stored, const LedgerRelation& relation) {
    std::vector<std::uint32_t> ids;
    const StoredRelation* const found = stored.find(relation.name);
    for (const auto& index : relation.indexes) {
        const auto key = names_of(relation, index);
        const auto is_it = [&](const StoredIndex& candidate) { return candidate.is_used && candidate.columns == key; };
        ids.push_back(std::ranges::find_if(found->indexes, is_it)->id);
    }
    return ids;
}

}  // namespace jianhe::detail
