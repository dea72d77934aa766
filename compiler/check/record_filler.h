#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "compiler/check/context.h"
#include "compiler/ir/module.h"
#include "dsl/ast/ast.h"

namespace jianhe {

// More rows than any declared record may have.
inline constexpr std::uint32_t kMaxRows = 10'000;

// One row for every segment that stands once, none for the others.
ir::RecordValues empty_values(const ir::Module& module);

// Applies the entries of written bodies to the values of a record.
class RecordFiller {
public:
    // `example` learns what was changed.
    RecordFiller(Context& context, ir::RecordValues& values, ir::Example* example = nullptr)
        : context_(context), values_(values), example_(example) {}

    void apply(const dsl::RecordBody& body);

private:
    const ir::Field* find(const dsl::Name& name, ir::FieldId& id);
    void set_field(const dsl::FieldValue& value);
    void set(const dsl::FieldValue& value, ir::FieldId id, std::uint32_t row);
    void change_rows(const dsl::RowChange& change);
    void set_row(const dsl::RowChange& change, ir::SegmentId segment, std::uint32_t row);

    Context& context_;
    ir::RecordValues& values_;
    ir::Example* example_;
};

// The given values of an example.
std::vector<std::pair<ir::GivenId, std::int64_t>> check_given_values(Context& context,
                                                                     const std::vector<dsl::FieldValue>& written);

}  // namespace jianhe
