#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe {

// Adds instructions and constants to a module. Equal ones are made once: conditions that several rules share become
// one instruction, which engines may evaluate once a record.
class Builder {
public:
    explicit Builder(ir::Module& module) : module_(&module) {}

    ir::InstId inst(ir::InstKind kind, ir::Type type, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0);
    ir::InstId condition(ir::InstKind kind, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
        return inst(kind, {ir::ValueType::Truth, 0}, a, b, c);
    }
    ir::InstId integer(std::int64_t value, ir::Type type);
    ir::InstId text(std::string value);
    ir::IntegerId integer_constant(std::int64_t value);
    ir::SetId set(ir::Set set);
    ir::PatternId pattern(std::string pattern);
    ir::KeyId key(std::vector<ir::FieldId> fields);

private:
    ir::Module* module_;
    std::map<std::array<std::uint32_t, 6>, ir::InstId> insts_;
    std::map<std::int64_t, std::uint32_t> integers_;
    std::map<std::string, std::uint32_t> texts_;
};

}  // namespace jianhe
