// JSON written by hand, so that its bytes never depend on a library's version.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/report/piece_buffer.h"

namespace jianhe::detail {

// ASCII without control characters and without anything to escape.
bool is_plain_json(std::string_view text) noexcept;

// Appends a quoted string. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);
void append_json_number(std::string& out, std::uint64_t number);
void put_json_string(PieceBuffer& out, std::string_view text);
void put_json_number(PieceBuffer& out, std::uint64_t number);

// Appends one object, member by member, in the order of the calls.
class JsonObject {
public:
    explicit JsonObject(std::string& out) : out_(out) { out_.push_back('{'); }

    JsonObject& text(std::string_view name, std::string_view value);
    JsonObject& number(std::string_view name, std::uint64_t value);
    JsonObject& null(std::string_view name);
    JsonObject& yes(std::string_view name);
    // Appends the name; the caller appends the value.
    std::string& member(std::string_view name);
    void end() { out_.push_back('}'); }

private:
    std::string& out_;
    bool first_ = true;
};

}  // namespace jianhe::detail
