#include "compiler/driver/build_requests.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <jianhe/encoding.h>

#include "compiler/driver/given_values.h"

namespace jianhe::driver {
namespace {

using Json = nlohmann::json;

int value_of_base64(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

int value_of_hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

class RequestReader {
public:
    RequestReader(const ir::Module& module, const BufferFileReader& read_file)
        : module_(module), read_file_(read_file) {}

    Result<BuildRequest> read(const Json& json) {
        if (!json.is_object()) return Error{"expected an object in `{ }`"};
        for (const auto& [key, value] : json.items()) {
            if (Result<void> taken = take(key, value); !taken) return taken.error();
        }
        if (request_.construction.empty()) return Error{"`construction` is missing"};
        return std::move(request_);
    }

private:
    Result<void> take(const std::string& key, const Json& value) {
        if (key == "construction") {
            if (!value.is_string()) return Error{"`construction` is a name"};
            request_.construction = value.get<std::string>();
            return {};
        }
        if (key == "values") return take_values(value, 0);
        if (key == "buffers") return take_buffers(value);
        if (key == "given") return take_givens(value);
        if (key == "rows") {
            if (!value.is_object()) return Error{"`rows` holds lists by the name of their rows"};
            for (const auto& [name, rows] : value.items()) {
                if (Result<void> taken = take_rows(name, rows); !taken) return taken;
            }
            return {};
        }
        for (const ir::Segment& segment : module_.segments) {
            if (segment.repeated() && (key == segment.row_name || key == segment.row_name + "s")) {
                return take_rows(segment.row_name, value);
            }
        }
        return Error{fmt::format("`{}` is none of construction, values, rows, buffers, given", key)};
    }

    Result<void> take_values(const Json& values, std::uint32_t row) {
        if (!values.is_object()) return Error{"values stand in `{ }`, by field"};
        for (const auto& [field, value] : values.items()) {
            if (value.is_null()) continue;
            if (value.is_string()) {
                request_.values.push_back({field, row, value.get<std::string>()});
            } else if (value.is_number_integer()) {
                request_.values.push_back({field, row, value.dump()});
            } else {
                return Error{fmt::format("the value of {} is neither a text nor a whole number", field)};
            }
        }
        return {};
    }

    Result<void> take_rows(const std::string& name, const Json& rows) {
        if (!rows.is_array()) return Error{fmt::format("rows of {} stand in a list", name)};
        request_.rows.push_back({name, static_cast<std::uint32_t>(std::min<std::size_t>(rows.size(), 1U << 20U))});
        std::uint32_t row = 0;
        for (const Json& values : rows) {
            if (Result<void> taken = take_values(values, ++row); !taken) return taken;
        }
        return {};
    }

    Result<void> take_buffers(const Json& buffers) {
        if (!buffers.is_object()) return Error{"`buffers` holds buffers by their names"};
        for (const auto& [name, value] : buffers.items()) {
            if (!value.is_object() || value.size() != 1 || !value.begin()->is_string()) {
                return Error{
                    fmt::format("buffer {} is one of {{\"base64\": …}}, {{\"hex\": …}}, {{\"text\": …}}, "
                                "{{\"file\": …}}",
                                name)};
            }
            Result<std::string> bytes = bytes_of(value.begin().key(), value.begin()->get<std::string>());
            if (!bytes) return Error{fmt::format("buffer {}: {}", name, bytes.error().text)};
            request_.buffers.push_back({name, std::move(*bytes)});
        }
        return {};
    }

    Result<std::string> bytes_of(const std::string& kind, const std::string& text) const {
        if (kind == "base64") return decode_base64(text);
        if (kind == "hex") return decode_hex(text);
        if (kind == "file") return read_file_(text);
        if (kind != "text") return Error{fmt::format("`{}` is none of base64, hex, text, file", kind)};
        if (module_.encoding == TextEncoding::Utf8) return text;
        return utf8_to_big5(text);
    }

    Result<void> take_givens(const Json& givens) {
        if (!givens.is_object()) return Error{"`given` holds given values by their names"};
        std::vector<std::pair<std::string, std::string>> texts;
        for (const auto& [name, value] : givens.items()) {
            texts.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
        }
        Result<GivenValues> parsed = parse_given_values(module_, DateTime{}, texts);
        if (!parsed) return parsed.error();
        request_.givens = std::move(*parsed);
        // The moment of receipt is the run's, unless the request says it.
        if (ir::is_some(module_.received_at) &&
            !givens.contains(module_.givens[ir::index_of(module_.received_at)].name)) {
            request_.givens[ir::index_of(module_.received_at)].reset();
        }
        return {};
    }

    const ir::Module& module_;
    const BufferFileReader& read_file_;
    BuildRequest request_;
};

Json parse(std::string_view text) { return Json::parse(text, nullptr, false); }

// One object a line; lines without anything are passed over.
Result<std::vector<Json>> parse_lines(std::string_view text) {
    std::vector<Json> all;
    std::size_t number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        Json json = parse(line);
        if (json.is_discarded()) return Error{fmt::format("line {} is no JSON", number)};
        all.push_back(std::move(json));
    }
    return all;
}

}  // namespace

Result<std::string> decode_base64(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    unsigned count = 0;
    const std::size_t end = std::min(text.find('='), text.size());
    for (const char c : text.substr(0, end)) {
        const int value = value_of_base64(c);
        if (value < 0) return Error{"no base64"};
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<char>((bits >> count) & 0xFFU));
    }
    const bool is_padding = text.substr(end).find_first_not_of('=') == std::string_view::npos && text.size() - end < 3;
    if (!is_padding || count >= 6) return Error{"no base64"};
    return bytes;
}

Result<std::string> decode_hex(std::string_view text) {
    std::string bytes;
    int high = -1;
    for (const char c : text) {
        if (c == ' ') continue;
        const int value = value_of_hex(c);
        if (value < 0) return Error{"no hexadecimal digits"};
        if (high < 0) {
            high = value;
            continue;
        }
        bytes.push_back(static_cast<char>(high * 16 + value));
        high = -1;
    }
    if (high >= 0) return Error{"half a byte at the end"};
    return bytes;
}

Result<std::vector<BuildRequest>> parse_build_requests(const ir::Module& module, std::string_view json,
                                                       const BufferFileReader& read_file) {
    std::vector<Json> objects;
    if (Json whole = parse(json); whole.is_array()) {
        objects.assign(whole.begin(), whole.end());
    } else if (!whole.is_discarded()) {
        objects.push_back(std::move(whole));
    } else {
        Result<std::vector<Json>> lines = parse_lines(json);
        if (!lines) return lines.error();
        objects = std::move(*lines);
    }
    std::vector<BuildRequest> requests;
    for (const Json& object : objects) {
        Result<BuildRequest> request = RequestReader(module, read_file).read(object);
        if (!request) return Error{fmt::format("record {}: {}", requests.size() + 1, request.error().text)};
        requests.push_back(std::move(*request));
    }
    if (requests.empty()) return Error{"there is no record to build"};
    return requests;
}

}  // namespace jianhe::driver
