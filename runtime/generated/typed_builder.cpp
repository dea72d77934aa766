#include <algorithm>

#include <jianhe/generated/typed_builder.h>

#include "read_field.h"

namespace jianhe::generated {

void BuildSupply::buffer(std::uint32_t buffer, std::span<const char> bytes) {
    const auto same = [&](const Buffer& one) { return one.buffer == buffer; };
    const auto known = std::find_if(buffers_.begin(), buffers_.end(), same);
    Buffer& kept = known == buffers_.end() ? buffers_.emplace_back() : *known;
    kept.buffer = buffer;
    kept.bytes.assign(bytes.begin(), bytes.end());
}

void BuildSupply::given(std::uint32_t given, std::int64_t value) {
    if (givens_.size() <= given) givens_.resize(given + std::size_t{1});
    givens_[given] = value;
}

void BuildSupply::clear() noexcept {
    buffers_.clear();
    givens_.clear();
    show_ids_ = false;
}

BuildAnswer BuildSupply::build(BuildEngine& engine, const Record& values, Record& built) const noexcept {
    engine.begin(construction_, built, show_ids_, &givens_);
    const RecordLayout& layout = values.layout();
    for (std::size_t s = 0; s < layout.segments().size(); ++s) {
        const RecordLayout::Segment& segment = layout.segments()[s];
        const auto id = static_cast<SegmentIndex>(s);
        const std::uint32_t rows = values.rows(id);
        if (segment.repeated && !engine.add_rows(static_cast<std::uint32_t>(s), rows)) {
            engine.refuse_request(
                segment.tag, 0, std::to_string(rows) + " rows are more than " + std::to_string(BuildEngine::kMostRows));
            continue;
        }
        for (std::uint32_t row = 1; row <= rows; ++row) {
            const auto texts = values.fields_of(id, row);
            for (std::size_t f = 0; f < texts.size(); ++f) {
                if (!texts[f].present) continue;
                engine.give(segment.first_field + static_cast<std::uint32_t>(f), segment.repeated ? row : 0,
                            texts[f].text);
            }
        }
    }
    for (const Buffer& buffer : buffers_) engine.give_buffer(buffer.buffer, buffer.bytes);
    return engine.finish();
}

void take_kept(std::span<const Kept> kept, Record& values) {
    for (const Kept& one : kept) {
        const SegmentIndex segment = values.layout().fields()[one.field].segment;
        while (one.row > 0 && values.rows(segment) < one.row) values.add_row(segment);
        if (!is_empty(values.get(one.field, one.row))) continue;
        values.set(one.field, one.row, values.keep(std::string(one.text)));
    }
}

std::string_view part_of(std::span<const char> bytes, std::size_t first, std::size_t last) noexcept {
    if (last >= bytes.size()) return {};
    const std::string_view part(bytes.data() + first, last - first + 1);
    return part.substr(0, part.find_last_not_of(std::string_view(" \0", 2)) + 1);
}

}  // namespace jianhe::generated
