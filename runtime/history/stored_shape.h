// What a data base has: the relations, columns and indexes of every version of the specification that it has met;
// private to runtime/history.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/ledger.h>

namespace jianhe::detail {

struct StoredIndex {
    std::uint32_t id = 0;  // never used again for another
    std::vector<std::string> columns;
    bool is_used = true;  // false: the specification dropped it, so it is no longer kept up
};

struct StoredRelation {
    std::string name;
    std::vector<LedgerColumn> columns;
    std::vector<StoredIndex> indexes;

    // The place of a column; it is there.
    std::uint32_t column(std::string_view column_name) const noexcept;
};

struct StoredShape {
    std::string name;
    std::string version;
    std::vector<LedgerColumn> record_name;
    std::vector<StoredRelation> relations;
    std::uint32_t next_index = 0;

    const StoredRelation* find(std::string_view relation) const noexcept;

    std::string text() const;
    static std::optional<StoredShape> parse(std::string_view text);
};

// An Error where a shape breaks what ledger.h promises of it.
Result<void> check_shape(const LedgerShape& shape);

// What has to be done to a data base.
struct ShapeChange {
    struct Column {
        std::string relation;  // empty: the record's name
        LedgerColumn column;
    };
    struct Index {
        std::string relation;
        std::uint32_t id = 0;
    };

    StoredShape shape;  // afterwards
    std::vector<std::string> new_relations;
    std::vector<Column> new_columns;  // of relations that were there
    std::vector<Index> new_indexes;   // to be made from the rows there are
    std::vector<Index> dropped_indexes;
    bool is_needed = false;
};

// Columns and relations that the shape has no more stay, unused. An Error, to come after the ledger's name, when it is
// of another specification, or a column has another kind or domain.
Result<ShapeChange> change_of_shape(const StoredShape& stored, const LedgerShape& shape);
StoredShape first_shape(const LedgerShape& shape);

// The id of each index of a relation, in the order of the shape.
std::vector<std::uint32_t> index_ids(const StoredShape& stored, const LedgerRelation& relation);

}  // namespace jianhe::detail
