// Keys: of `unique` among the rows of a record, and of questions to its file.

#include <string>
#include <unordered_map>
#include <utility>

#include "compiler/interp/evaluator.h"

namespace jianhe {

using ir::InstId;

// Answers for all rows at once: one pass over the rows, whatever their number.
Truth Evaluator::unique(InstId id, std::uint32_t row) {
    KnownAnswers::RowAnswers& known = known_.row_answers(id);
    if (known.record == known_.record()) return known.truths[row];
    const ir::Inst& inst = module_.inst(id);
    const std::uint32_t rows = record_->rows(static_cast<SegmentIndex>(inst.a));
    known.truths.assign(rows + 1U, Truth::NoAnswer);
    std::unordered_map<std::string, std::uint32_t> seen;
    for (std::uint32_t at = 1; at <= rows; ++at) {
        std::string key;
        known.truths[at] = key_text(static_cast<ir::KeyId>(inst.b), at, key);
        if (known.truths[at] == Truth::True) known.truths[at] = truth_of(seen.emplace(std::move(key), at).second);
    }
    known.record = known_.record();
    return known.truths[row];
}

Truth Evaluator::key_text(ir::KeyId id, std::uint32_t row, std::string& text) {
    Truth answer = Truth::True;
    for (const ir::FieldId field : module_.keys[ir::index_of(id)]) {
        const Value part = field_value(field, row);
        if (part.state == Value::State::Unknown) return Truth::Unknown;
        if (part.state != Value::State::Present) answer = Truth::NoAnswer;
        // The length in front keeps parts apart that would read the same when put together.
        const std::string content = part.text.empty() ? std::to_string(part.number) : std::string(part.text);
        text += std::to_string(content.size()) + ':' + content;
    }
    return answer;
}

Truth Evaluator::key_digest(ir::KeyId id, std::uint32_t row, KeyHasher hasher, Key128& digest) {
    Truth answer = Truth::True;
    for (const ir::FieldId field : module_.keys[ir::index_of(id)]) {
        const Value part = field_value(field, row);
        if (part.state == Value::State::Unknown) return Truth::Unknown;
        if (part.state != Value::State::Present) answer = Truth::NoAnswer;
        if (part.text.empty())
            hasher.add(part.number);
        else
            hasher.add(part.text);
    }
    digest = hasher.finish();
    return answer;
}

}  // namespace jianhe
