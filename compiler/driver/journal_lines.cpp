#include "compiler/driver/journal_lines.h"

#include <array>

#include <nlohmann/json.hpp>

#include <jianhe/encoding.h>

namespace jianhe::driver {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 2;
constexpr std::string_view kHex = "hex:";

// The counts of a file, by their names in the journal.
struct Count {
    const char* name;
    std::uint64_t Summary::*value;
};
constexpr std::array kCounts{
    Count{"files", &Summary::files},
    Count{"refused_files", &Summary::refused_files},
    Count{"already_received_files", &Summary::already_received_files},
    Count{"unreadable_files", &Summary::unreadable_files},
    Count{"records", &Summary::records},
    Count{"accepted", &Summary::accepted},
    Count{"accepted_with_notices", &Summary::accepted_with_notices},
    Count{"accepted_in_part", &Summary::accepted_in_part},
    Count{"rejected", &Summary::rejected},
    Count{"refused_records", &Summary::refused_records},
    Count{"orders", &Summary::orders},
    Count{"notices", &Summary::notices},
};

// JSON has no bytes, and names of files and of elements may be any.
std::string to_json_text(const std::string& bytes) {
    if (!find_invalid(bytes, TextEncoding::Utf8) && !bytes.starts_with(kHex)) return bytes;
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text(kHex);
    for (const char byte : bytes) {
        text.push_back(kDigits[static_cast<unsigned char>(byte) >> 4U]);
        text.push_back(kDigits[static_cast<unsigned char>(byte) & 0xFU]);
    }
    return text;
}

std::string from_json_text(const Json& value) {
    const auto text = value.get<std::string>();
    if (!text.starts_with(kHex)) return text;
    std::string bytes;
    for (std::size_t i = kHex.size(); i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string line_of(const Json& object) { return object.dump() + "\n"; }

// What `read` makes of a line; nothing where the line is not as it was written.
template <class Read>
auto parsed(std::string_view line, Read&& read) -> std::optional<decltype(read(Json{}))> {
    try {
        return read(Json::parse(line));
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace

std::string identity_line(const RunIdentity& identity) {
    Json line{{"journal", kVersion}, {"received_at", identity.received_at.seconds}};
    Json& settings = line["settings"] = Json::array();
    for (const auto& [name, value] : identity.settings) settings.push_back({to_json_text(name), to_json_text(value)});
    line["inputs"] = identity.inputs.size();
    return line_of(line);
}

std::string input_line(const std::pair<std::string, std::string>& input) {
    return line_of({{"input", to_json_text(input.first)}, {"state", to_json_text(input.second)}});
}

std::string finished_line(const FinishedFile& file) {
    Json line{{"report_bytes", file.report_bytes},
              {"result", to_json_text(file.result)},
              {"result_bytes", file.result_bytes}};
    for (const Count& count : kCounts) line[count.name] = file.part.*count.value;
    Json& findings = line["findings"] = Json::array();
    for (const auto& [name, count] : file.part.findings) findings.push_back({to_json_text(name), count});
    Json& not_checked = line["not_checked"] = Json::array();
    for (const auto& [entry, count] : file.part.not_checked) {
        not_checked.push_back({entry.code, entry.needs, entry.missing, count});
    }
    return line_of(line);
}

std::string synced_line(const std::string& system_start) {
    return line_of({{"synced_at_start_of_system", to_json_text(system_start)}});
}

std::string accepting_line(const std::string& digest) { return line_of({{"accepting", digest}}); }

std::optional<std::string> parse_accepting_line(std::string_view line) {
    return parsed(line, [](const Json& object) { return object.at("accepting").get<std::string>(); });
}

std::optional<IdentityLine> parse_identity_line(std::string_view line) {
    return parsed(line, [](const Json& object) {
        if (object.at("journal") != kVersion) throw std::runtime_error("of another version");
        IdentityLine result;
        object.at("received_at").get_to(result.identity.received_at.seconds);
        for (const Json& setting : object.at("settings")) {
            result.identity.settings.emplace_back(from_json_text(setting.at(0)), from_json_text(setting.at(1)));
        }
        object.at("inputs").get_to(result.inputs);
        return result;
    });
}

std::optional<std::pair<std::string, std::string>> parse_input_line(std::string_view line) {
    return parsed(line, [](const Json& object) {
        return std::pair{from_json_text(object.at("input")), from_json_text(object.at("state"))};
    });
}

std::optional<std::string> parse_synced_line(std::string_view line) {
    return parsed(line, [](const Json& object) { return from_json_text(object.at("synced_at_start_of_system")); });
}

std::optional<FinishedFile> parse_finished_line(std::string_view line) {
    return parsed(line, [](const Json& object) {
        FinishedFile file;
        object.at("report_bytes").get_to(file.report_bytes);
        file.result = from_json_text(object.at("result"));
        object.at("result_bytes").get_to(file.result_bytes);
        for (const Count& count : kCounts) object.at(count.name).get_to(file.part.*count.value);
        for (const Json& finding : object.at("findings")) {
            file.part.findings.emplace(from_json_text(finding.at(0)), finding.at(1).get<std::uint64_t>());
        }
        for (const Json& entry : object.at("not_checked")) {
            file.part.not_checked.emplace(NotChecked{entry.at(0).get<std::string>(), entry.at(1).get<std::string>(),
                                                     entry.at(2).get<std::string>()},
                                          entry.at(3).get<std::uint64_t>());
        }
        return file;
    });
}

}  // namespace jianhe::driver
