#include "compiler/driver/history_text.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include <jianhe/date.h>

#include "compiler/interp/earlier_entries.h"
#include "compiler/ir/printer.h"

namespace jianhe::driver {
namespace {

std::string cell_text(const Cell& cell, ir::Type type) {
    if (cell.is_absent()) return "-";
    if (const std::int64_t* number = cell.number()) return ir::print_constant(type, *number);
    if (const std::string* text = cell.text()) return *text;
    return "(hidden)";
}

std::string received(const LedgerFileIdentity& file) {
    return fmt::format("{}, received {}", file.name, format_iso_datetime(file.received_at));
}

class Shown {
public:
    Shown(const ir::Module& module, Ledger& ledger, std::string_view value)
        : module_(module), ledger_(ledger), value_(value), entries_(module) {
        entries_.set_ledger(&ledger);
    }

    Result<std::string> text() {
        for (std::uint32_t id = 0; id < module_.relations.size(); ++id) {
            const ir::Relation& relation = module_.relations[id];
            for (std::uint32_t index = 0; index < relation.indexes.size(); ++index) {
                const std::vector<std::uint32_t>& by = relation.indexes[index];
                if (by.size() != 1 || relation.columns[by.front()].type.kind != ir::ValueType::Text) continue;
                if (auto done = add_rows(id, index); !done) return done.error();
            }
        }
        return std::move(text_);
    }

private:
    Result<void> add_rows(std::uint32_t id, std::uint32_t index) {
        const ir::Relation& relation = module_.relations[id];
        const Cell key[] = {ledger_.cell({id, relation.indexes[index].front()}, value_)};
        const auto rows = ledger_.history({id, index, key});
        if (!rows) return rows.error();
        if (rows->empty()) return {};
        text_ += fmt::format("{} {}\n", relation.name, relation.label);
        for (const LedgerHistoryRow& row : *rows) add_row(relation, row);
        return relation.is_life_cycle() ? add_states(id, relation, key[0]) : Result<void>{};
    }

    void add_row(const ir::Relation& relation, const LedgerHistoryRow& row) {
        std::string line;
        for (std::size_t i = 0; i < relation.columns.size(); ++i) {
            line += fmt::format("  {} {}", relation.columns[i].name, cell_text(row.cells[i], relation.columns[i].type));
        }
        if (relation.is_life_cycle()) line += "  " + cell_text(row.cells.back(), {ir::ValueType::Text, 0});
        text_ += fmt::format("{}  | {}, record {}{}\n", line, received(row.place.file), row.place.position + 1,
                             row.is_seen ? "" : "  | taken back");
    }

    // The first parts that are finite are gone through; the others are the one that was asked.
    Result<void> add_states(std::uint32_t id, const ir::Relation& relation, const Cell& asked) {
        std::vector<EarlierEntries::KeyPart> key;
        for (std::uint32_t i = 0; i < relation.key_size; ++i) {
            key.push_back(relation.columns[i].is_finite() ? EarlierEntries::KeyPart{} : EarlierEntries::KeyPart{asked});
        }
        const auto look_up = std::find_if(module_.look_ups.begin(), module_.look_ups.end(),
                                          [&](const ir::LookUp& known) { return ir::index_of(known.relation) == id; });
        const auto* states = entries_.entries(static_cast<ir::LookUpId>(look_up - module_.look_ups.begin()), key);
        if (states == nullptr) {
            if (auto error = entries_.take_error()) return std::move(*error);
            return {};
        }
        for (const EarlierEntries::Entry& entry : *states) {
            if (entry.state == 0) continue;
            std::string parts;
            for (std::uint32_t i = 0; i < relation.key_size; ++i) {
                if (!relation.columns[i].is_finite()) continue;
                parts += (parts.empty() ? "" : ", ") + cell_text(entry.cells[i], relation.columns[i].type);
            }
            text_ += fmt::format("  {} is {}\n", parts, relation.states[entry.state]);
        }
        return {};
    }

    const ir::Module& module_;
    Ledger& ledger_;
    std::string_view value_;
    EarlierEntries entries_;
    std::string text_;
};

}  // namespace

std::string stats_text(const LedgerStats& stats) {
    std::string text =
        fmt::format("files: {}\nrecords: {}\ntaken back: {}\n", stats.files, stats.records, stats.take_backs);
    for (const LedgerStats::Relation& relation : stats.relations) {
        text += fmt::format("rows of {}: {}\n", relation.name, relation.rows);
    }
    if (stats.bytes != 0) text += fmt::format("bytes: {}\n", stats.bytes);
    text += stats.hides_private ? "persons are hidden by a key\n" : "persons are readable\n";
    return text;
}

std::string files_text(const std::vector<LedgerFile>& files) {
    std::string text;
    for (const LedgerFile& file : files) {
        text += fmt::format("{}  {}  {} records  {}\n", format_iso_datetime(file.identity.received_at),
                            file.identity.name, file.records, file.identity.digest);
    }
    return text;
}

Result<std::string> show_text(const ir::Module& module, Ledger& ledger, std::string_view value) {
    return Shown(module, ledger, value).text();
}

}  // namespace jianhe::driver
