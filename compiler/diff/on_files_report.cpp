#include <iterator>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "compiler/diff/on_files.h"
#include "compiler/diff/words.h"

namespace jianhe::diff {
namespace {

using Json = nlohmann::ordered_json;

std::string name_of(const Item& item) {
    const std::string row = item.row == 0 ? "" : fmt::format("[{}]", item.row);
    return fmt::format("{}{}:{}", item.field, row, item.code);
}

Json json_of(const Item& item) {
    return {{"field", item.field},
            {"order", item.row == 0 ? Json(nullptr) : Json(item.row)},
            {"code", item.code},
            {"disposition", to_string(item.disposition)}};
}

std::string spaced(std::string_view verdict) {
    std::string text(verdict);
    for (char& c : text) {
        if (c == '_') c = ' ';
    }
    return text;
}

void append(std::string& out, const RecordChange& change) {
    const auto line = std::back_inserter(out);
    fmt::format_to(line, "  {}", change.file);
    fmt::format_to(line, "{}", change.record == 0 ? " as a whole" : fmt::format(" record {}", change.record));
    for (const auto& [tag, value] : change.key) fmt::format_to(line, "  {}={}", tag, value);
    const bool same = change.old_verdict == change.new_verdict;
    fmt::format_to(line, "  {}{}\n", spaced(change.old_verdict), same ? "" : " → " + spaced(change.new_verdict));
    if (change.old_records != change.new_records) {
        fmt::format_to(line, "      records that can be read {} → {}\n", change.old_records, change.new_records);
    }
    for (const Item& item : change.added)
        fmt::format_to(line, "      new   {} {}\n", name_of(item), words_of(item.disposition));
    for (const Item& item : change.gone)
        fmt::format_to(line, "      gone  {} {}\n", name_of(item), words_of(item.disposition));
    for (const auto& [item, before] : change.changed) {
        fmt::format_to(line, "      now   {} {} → {}\n", name_of(item), words_of(before), words_of(item.disposition));
    }
}

}  // namespace

std::string to_text(const FilesComparison& comparison) {
    std::string out;
    const auto line = std::back_inserter(out);
    fmt::format_to(line, "\nOn {} file{} received at {}: {} of {} records are judged differently\n", comparison.files,
                   comparison.files == 1 ? "" : "s", format_iso_datetime(comparison.received_at), comparison.differing,
                   comparison.records);
    for (const auto& [verdicts, count] : comparison.verdicts) {
        const bool same = verdicts.first == verdicts.second;
        fmt::format_to(line, "{:>9}  {}\n", count,
                       same ? spaced(verdicts.first) + " as before, other findings"
                            : spaced(verdicts.first) + " → " + spaced(verdicts.second));
    }
    for (const auto& [name, count] : comparison.added) fmt::format_to(line, "{:>9}  new   {}\n", count, name);
    for (const auto& [name, count] : comparison.gone) fmt::format_to(line, "{:>9}  gone  {}\n", count, name);
    for (const auto& [name, count] : comparison.changed) {
        fmt::format_to(line, "{:>9}  other disposition  {}\n", count, name);
    }
    if (!comparison.listed.empty()) out += "\n";
    for (const RecordChange& change : comparison.listed) append(out, change);
    const std::uint64_t records = comparison.listed.size() - comparison.differing_files;
    if (comparison.differing > records)
        fmt::format_to(line, "  … and {} more records\n", comparison.differing - records);
    return out;
}

std::string to_json(const FilesComparison& comparison) {
    std::string out;
    for (const RecordChange& change : comparison.listed) {
        Json key = Json::object();
        for (const auto& [tag, value] : change.key) key[tag] = value;
        Json gone = Json::array();
        Json added = Json::array();
        Json changed = Json::array();
        for (const Item& item : change.gone) gone.push_back(json_of(item));
        for (const Item& item : change.added) added.push_back(json_of(item));
        for (const auto& [item, before] : change.changed) {
            changed.push_back(json_of(item));
            changed.back()["old_disposition"] = to_string(before);
        }
        Json line = {{"file", change.file},
                     {"record", change.record == 0 ? Json(nullptr) : Json(change.record)},
                     {"key", key},
                     {"old", change.old_verdict},
                     {"new", change.new_verdict},
                     {"gone", gone},
                     {"added", added},
                     {"changed", changed}};
        if (change.record == 0) line["records_read"] = {{"old", change.old_records}, {"new", change.new_records}};
        out += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    return out;
}

}  // namespace jianhe::diff
