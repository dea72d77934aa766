// Masters: tables that the operator gives (drugs, facilities, …) and rules look up by key and day.
//
//     auto masters = load_masters("masters", shapes);                 // in jianhe::store_sqlite
//     if (!masters) return masters.error();
//     const MasterTable* drugs = (*masters)[0].get();                 // null: this table was not given
//     if (auto row = drugs->find(key, day)) use(drugs->text(*row, kName));
//
// docs/masters.md says how the files look. Loading gives a whole table or an Error that names file and line; never a
// part of a table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/result.h>

namespace jianhe {

// A file or a table of a data base that is larger is refused: it is held as a whole while it is loaded, and a path that
// leads elsewhere by mistake should not fill the memory. Public masters with their history have some ten megabytes.
inline constexpr std::uint64_t kMaxMasterBytes = std::uint64_t{1} << 30;

// The declared shape of one master table.
struct MasterShape {
    enum class Type : std::uint8_t {
        Text,
        Number,  // digits, as parse_number reads them
        Date     // a day inside; written as 7 ROC digits or as yyyy-mm-dd
    };
    struct Column {
        std::string name;
        Type type = Type::Text;
        std::uint32_t length = 0;  // at most so many bytes as Big5 has them (wire_length); 0: no bound
    };

    std::string name;                // also the name of its file (NAME.csv) or of its table in a data base
    std::vector<Column> columns;     // valid_from and valid_to stand here only if rules read them
    std::vector<std::uint32_t> key;  // indices of the key columns, in order; at least one
    bool is_dated = false;           // rows have valid_from and valid_to: both days included, an empty cell is open
};

// One loaded table. Immutable, so it may be shared between threads; texts live as long as the table.
class MasterTable {
public:
    // The row with this key (texts in UTF-8, one for each key column) that is valid on `day`. Without a day, or when
    // the table has no dates: the first row with this key, which is the one that was valid earliest. A text that is no
    // number or date where the key column is one is in no row. Does not allocate.
    std::optional<std::uint32_t> find(std::span<const std::string_view> key, std::optional<Date> day) const noexcept;

    // Rows and columns are numbered from 0, columns as in the shape. An empty cell is an empty text; so is every cell
    // of a column that is not Text.
    std::string_view text(std::uint32_t row, std::uint32_t column) const noexcept;
    // The number, or the day as Date counts it. Nothing for an empty cell and for a Text column.
    std::optional<std::int64_t> number(std::uint32_t row, std::uint32_t column) const noexcept;

    std::size_t size() const noexcept { return row_count_; }

private:
    friend class MasterBuilder;
    struct Period {
        std::int32_t first;
        std::int32_t last;
    };
    // The rows with one key: `count` of them from `first` on, in order_ (or row numbers themselves when it is empty).
    struct Slot {
        std::uint32_t first = 0;
        std::uint32_t count = 0;  // 0: unused
    };

    MasterTable() = default;
    std::uint32_t row_at(std::uint32_t position) const noexcept { return order_.empty() ? position : order_[position]; }
    std::uint64_t cell(std::uint32_t row, std::uint32_t column) const noexcept;
    bool has_key(std::uint32_t row, std::span<const std::string_view> key) const noexcept;
    const Slot* find_slot(std::span<const std::string_view> key) const noexcept;

    std::vector<MasterShape::Type> types_;
    std::vector<std::uint32_t> key_;
    std::size_t row_count_ = 0;
    std::string arena_;                 // all texts
    std::vector<std::uint64_t> cells_;  // row after row: where the text lies in arena_, or the number
    std::vector<Period> periods_;       // of a dated table
    std::vector<Slot> slots_;           // a hash table with a power of two of slots
    std::vector<std::uint32_t> order_;  // rows by key and by first day; empty while every key has one row
};

// By declared master, in the order of the shapes; null: not given.
using Masters = std::vector<std::shared_ptr<const MasterTable>>;

// --- jianhe::store ---------------------------------------------------------------------------------------------------

// `file` is the name that errors show.
Result<std::shared_ptr<const MasterTable>> parse_master_csv(std::string_view text, std::string_view file,
                                                            const MasterShape& shape);
Result<std::shared_ptr<const MasterTable>> load_master_from_csv(const std::string& path, const MasterShape& shape);
// FOLDER/NAME.csv of each shape; a table without a file stays null. For programs that want no SQLite.
Result<Masters> load_masters_from_csv(const std::string& folder, std::span<const MasterShape> shapes);

// --- jianhe::store_sqlite --------------------------------------------------------------------------------------------

// Null when the data base has no table (or view) of that name.
Result<std::shared_ptr<const MasterTable>> load_master_from_sqlite(const std::string& path, const MasterShape& shape);
// FOLDER/NAME.csv, or the table NAME of any FOLDER/*.sqlite or FOLDER/*.db. A table that is found twice is an error,
// one that is found nowhere stays null.
Result<Masters> load_masters(const std::string& folder, std::span<const MasterShape> shapes);

}  // namespace jianhe
