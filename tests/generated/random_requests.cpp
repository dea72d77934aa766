#include "tests/generated/random_requests.h"

#include <array>

#include "compiler/construct/build_examples.h"

namespace jianhe::test {
namespace {

using namespace std::string_view_literals;

// What values are mistaken for.
constexpr auto kEdges = std::to_array<std::string_view>({
    "",
    " \t",
    "0",
    "00",
    "1",
    "2",
    "3",
    "4",
    "9",
    "-1",
    "1.5",
    "A",
    "ZZ",
    "1141013091530",
    "1141013",
    "1141399",
    "0001",
    "A123456789",
    "A227144031",
    "LOST0000000000000000",
    "0V7K2MA22123D3CJFBVL",
    "中文字",
    "\xE7\xA2\x81",
    "😀",
    "a\x01z",
    "\xff\xfe",
    "\x7f",
    "a text that is longer than most fields and is cut where it is shown",
});

}  // namespace

RandomRequests::RandomRequests(const ir::Module& module, std::uint64_t seed) : module_(module), random_(seed) {
    for (const ir::BuildExample& example : module.build_examples) examples_.push_back(request_of(module, example));
}

BuildRequest RandomRequests::next(std::size_t example) {
    BuildRequest request = examples_[example];
    carelessness_ = happens(30) ? 0 : happens(50) ? 1 : 4;
    if (goes_wrong(15)) request.construction = module_.constructions[below(module_.constructions.size())].name;
    if (goes_wrong(1)) request.construction = "nothing";
    change_values(request);
    change_buffers(request);
    if (goes_wrong(10)) request.rows.push_back({"no_such_row", 2});
    if (goes_wrong(10) && !request.rows.empty()) request.rows.front().count = static_cast<std::uint32_t>(below(6));
    if (goes_wrong(1) && !request.rows.empty()) request.rows.front().count = 20'000;
    for (auto& given : request.givens) {
        if (happens(60))
            given = 1'760'558'400 - 86'400 * static_cast<std::int64_t>(happens(80) ? below(3) : below(4000));
    }
    if (goes_wrong(10)) request.givens.clear();
    request.show_ids = happens(30);
    return request;
}

void RandomRequests::change_values(BuildRequest& request) {
    const unsigned left_out = happens(50) ? 5 : 40;
    std::erase_if(request.values, [&](const BuildValue&) { return goes_wrong(left_out); });
    for (BuildValue& value : request.values) {
        if (goes_wrong(4)) value.text = edge_value(value.field);
        if (goes_wrong(1)) value.row = static_cast<std::uint32_t>(below(4));
    }
    for (std::size_t more = below(carelessness_ + std::size_t{1}); more > 0; --more) {
        const ir::Field& field = module_.fields[below(module_.fields.size())];
        const bool in_row = module_.segment(field.segment).repeated();
        request.values.push_back(
            {field.tag, in_row ? static_cast<std::uint32_t>(below(4) + 1) : 0, edge_value(field.tag)});
    }
    if (goes_wrong(3)) request.values.push_back({"X99", 0, "x"});
    if (goes_wrong(3) && !request.values.empty())
        request.values.push_back(request.values[below(request.values.size())]);
    if (goes_wrong(2)) request.values.push_back({module_.fields.back().tag, 20'000, "x"});
}

// Of the same field in an example, a stand-in, or what fits nowhere.
std::string RandomRequests::edge_value(const std::string& field) {
    if (happens(50)) {
        for (std::size_t tries = 0; tries < 8; ++tries) {
            for (const BuildValue& value : examples_[below(examples_.size())].values) {
                if (value.field == field) return value.text;
            }
        }
    }
    const ir::FieldId id = module_.find_field(field);
    if (happens(30) && ir::is_some(id) && !module_.field(id).placeholders.empty()) {
        const ir::Set& set = module_.sets[ir::index_of(module_.field(id).placeholders.front().members)];
        return set.members.front().lo;
    }
    return std::string(kEdges[below(kEdges.size())]);
}

void RandomRequests::change_buffers(BuildRequest& request) {
    if (goes_wrong(30)) std::erase_if(request.buffers, [&](const BuildBuffer&) { return happens(50); });
    for (BuildBuffer& buffer : request.buffers) {
        if (goes_wrong(30)) buffer.bytes = changed_bytes(std::move(buffer.bytes));
    }
    if (goes_wrong(40)) {
        const auto& others = examples_[below(examples_.size())].buffers;
        request.buffers.insert(request.buffers.end(), others.begin(), others.end());
    }
    if (goes_wrong(5)) request.buffers.push_back({"nothing", "bytes"});
}

std::string RandomRequests::changed_bytes(std::string bytes) {
    if (bytes.empty()) return bytes;
    const std::size_t at = below(bytes.size());
    const std::size_t count = below(bytes.size() - at) + 1;
    switch (below(6)) {
        case 0: bytes.pop_back(); break;
        case 1: bytes += ' '; break;
        case 2: bytes.replace(at, count, count, ' '); break;
        case 3: bytes.replace(at, count, count, '\0'); break;
        case 4: bytes.replace(at, count, count, '0'); break;
        default: bytes[at] = static_cast<char>(random_()); break;
    }
    return bytes;
}

}  // namespace jianhe::test
