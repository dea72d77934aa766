#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <jianhe/generated/building.h>

// Pieces of what a generated builder says.
namespace jianhe::generated {

void append_number(std::string& out, std::uint64_t number) noexcept;
// "32-rules.rules:4"
void append_source(std::string& out, const SourceLine& source) noexcept;
// "P12", "Q06[2]"
void append_place(std::string& out, std::string_view field, std::uint32_t row) noexcept;

}  // namespace jianhe::generated
