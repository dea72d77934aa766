#include "compiler/interp/ledger_shape.h"

namespace jianhe {
namespace {

LedgerColumn::Kind kind_of(ir::Type type, bool is_private) {
    if (is_private) return LedgerColumn::Kind::Private;
    return type.kind == ir::ValueType::Text ? LedgerColumn::Kind::Text : LedgerColumn::Kind::Number;
}

LedgerColumn column_of(const ir::Relation::Column& column, bool is_nullable) {
    return {column.name, kind_of(column.type, column.is_private()), is_nullable, column.domain};
}

// Persons and visits are hidden by their type, so that they compare equal in whatever field they stand.
LedgerColumn name_column(const ir::Field& field) {
    const bool is_private = field.mask != MaskKind::None;
    const bool by_type = field.type == ir::FieldType::NationalId || field.type == ir::FieldType::VisitId;
    const bool is_number = field.type == ir::FieldType::Number || field.type == ir::FieldType::Decimal ||
                           field.type == ir::FieldType::RocDate || field.type == ir::FieldType::RocDateTime;
    LedgerColumn column{field.tag, is_number ? LedgerColumn::Kind::Number : LedgerColumn::Kind::Text, true, {}};
    if (!is_private) return column;
    column.kind = LedgerColumn::Kind::Private;
    column.domain = by_type ? std::string(ir::to_string(field.type)) : field.tag;
    return column;
}

}  // namespace

LedgerShape ledger_shape(const ir::Module& module) {
    LedgerShape shape{module.name, module.version, {}, {}};
    for (const ir::FieldId field : module.key) shape.record_name.push_back(name_column(module.field(field)));
    for (const ir::Relation& relation : module.relations) {
        LedgerRelation& made = shape.relations.emplace_back();
        made.name = relation.name;
        made.indexes = relation.indexes;
        for (std::size_t i = 0; i < relation.columns.size(); ++i) {
            made.columns.push_back(column_of(relation.columns[i], i >= relation.key_size));
        }
        if (relation.is_life_cycle()) made.columns.push_back({"event", LedgerColumn::Kind::Text, false, {}});
    }
    return shape;
}

}  // namespace jianhe
