// Helpers that ask others: the rows of a record, masters, providers, the file.

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

#include <jianhe/date.h>
#include <jianhe/truth.h>

#include "compiler/interp/reading.h"
#include "compiler/jit/calls.h"
#include "compiler/jit/host.h"

using namespace jianhe;       // NOLINT(google-build-using-namespace): the functions below have C names
using namespace jianhe::jit;  // NOLINT(google-build-using-namespace)

namespace {

using State = Value::State;

Host& host_of(const Context* context) { return *static_cast<Host*>(context->host); }

constexpr std::uint32_t state_of(State state) { return static_cast<std::uint32_t>(state); }

void answer_with(Operand* answer, std::string_view text) {
    *answer = {state_of(State::Present), static_cast<std::uint32_t>(text.size()), 0, text.data(), 0};
}
void answer_with(Operand* answer, std::int64_t number) { *answer = {state_of(State::Present), 0, number, nullptr, 0}; }
void answer_with(Operand* answer, State state) { *answer = {state_of(state), 0, 0, nullptr, 0}; }

// The row that a part of a key lies in; null: there is none.
const char* row_of(const Context* context, const Host& host, const Host::KeyPart& part, std::uint32_t row) {
    const Rows& rows = context->rows[part.segment];
    if (!part.of_row) return rows.data;
    if (row == 0 || row > rows.count) return nullptr;
    return rows.data + std::size_t{row - 1} * host.plan.row_size[part.segment];
}

bool has(const Host& host, const char* row, Bits which, const Host::KeyPart& part) {
    return (host.bits(const_cast<char*>(row), which)[part.word] & part.bit) != 0;
}

const Slot& slot_of(const char* row, const Host::KeyPart& part) {
    return *reinterpret_cast<const Slot*>(row + part.slot);
}

// Whether all parts have content; the truth that Evaluator::key_digest gives.
std::uint32_t whole_key(const Context* context, std::uint32_t key, std::uint32_t row) {
    const Host& host = host_of(context);
    std::uint32_t truth = kTrue;
    for (const Host::KeyPart& part : host.keys[key]) {
        const char* data = row_of(context, host, part, row);
        const bool given = data != nullptr && has(host, data, Bits::Given, part);
        if (given && has(host, data, Bits::Malformed, part)) return kUnknown;
        if (!given || has(host, data, Bits::Placeholder, part)) truth = 0;
    }
    return truth;
}

// Adds the parts of a key to a digest; the truth that Evaluator::key_digest gives.
std::uint32_t add_key(const Context* context, std::uint32_t key, std::uint32_t row, KeyHasher& hasher) {
    const Host& host = host_of(context);
    std::uint32_t truth = kTrue;
    for (const Host::KeyPart& part : host.keys[key]) {
        const char* data = row_of(context, host, part, row);
        if (data == nullptr || !has(host, data, Bits::Given, part)) {
            truth = 0;
            continue;
        }
        if (context->malformed != 0 && has(host, data, Bits::Malformed, part)) return kUnknown;
        if (part.may_stand_in && has(host, data, Bits::Placeholder, part)) truth = 0;
        const Slot& slot = slot_of(data, part);
        if (part.is_text)
            hasher.add(std::string_view(slot.text, slot.length));
        else
            hasher.add(slot.number);
    }
    return truth;
}

// Whether two rows have the same key; both are whole.
bool same_key(const Context* context, std::uint32_t key, std::uint32_t one, std::uint32_t other) {
    const Host& host = host_of(context);
    for (const Host::KeyPart& part : host.keys[key]) {
        const Slot& a = slot_of(row_of(context, host, part, one), part);
        const Slot& b = slot_of(row_of(context, host, part, other), part);
        const bool same = part.is_text ? std::string_view(a.text, a.length) == std::string_view(b.text, b.length)
                                       : a.number == b.number;
        if (!same) return false;
    }
    return true;
}

constexpr std::uint32_t kRowsComparedPairwise = 16;

// The rows of a clean record by one number, as most keys are. False: not for this one.
bool find_unique_numbers(const Context* context, std::uint32_t key, std::vector<std::uint32_t>& by_row) {
    const Host& host = host_of(context);
    const std::vector<Host::KeyPart>& parts = host.keys[key];
    const std::size_t rows = by_row.size() - 1;
    if (parts.size() != 1 || parts.front().is_text || context->malformed != 0 || rows > kRowsComparedPairwise)
        return false;
    const Host::KeyPart& part = parts.front();
    std::array<std::int64_t, kRowsComparedPairwise> numbers;
    std::size_t count = 0;
    const char* row = context->rows[part.segment].data;
    for (std::size_t at = 1; at <= rows; ++at, row += host.plan.row_size[part.segment]) {
        by_row[at] = 0;
        if (!has(host, row, Bits::Given, part) || has(host, row, Bits::Placeholder, part)) continue;
        const std::int64_t number = slot_of(row, part).number;
        const auto end = numbers.begin() + static_cast<std::ptrdiff_t>(count);
        const bool is_new = std::find(numbers.begin(), end, number) == end;
        by_row[at] = is_new ? kTrue : kFalse;
        if (is_new) numbers[count++] = number;
    }
    return true;
}

}  // namespace

// For all rows at once, whatever their number.
std::uint32_t jh_unique(Context* context, std::uint32_t inst, std::uint32_t row) {
    Host& host = host_of(context);
    auto answers = std::find_if(host.unique.begin(), host.unique.end(),
                                [&](const Host::UniqueAnswers& known) { return known.inst == inst; });
    if (answers != host.unique.end() && answers->record == host.record) return answers->by_row[row];
    const ir::Inst& question = host.module.insts[inst];
    if (answers == host.unique.end()) answers = host.unique.insert(answers, Host::UniqueAnswers{inst, 0, {}});
    answers->record = host.record;
    const std::uint32_t rows = context->rows[question.a].count;
    answers->by_row.assign(rows + 1U, 0);
    if (find_unique_numbers(context, question.b, answers->by_row)) return answers->by_row[row];
    std::unordered_map<Key128, std::vector<std::uint32_t>, Host::KeyHash> seen;
    for (std::uint32_t at = 1; at <= rows; ++at) {
        std::uint32_t& truth = answers->by_row[at];
        truth = whole_key(context, question.b, at);
        if (truth != kTrue) continue;
        if (rows <= kRowsComparedPairwise) {
            for (std::uint32_t before = 1; before < at && truth == kTrue; ++before) {
                const bool whole = answers->by_row[before] == kTrue || answers->by_row[before] == kFalse;
                if (whole && same_key(context, question.b, before, at)) truth = kFalse;
            }
            continue;
        }
        host.own_hasher.restart();
        (void)add_key(context, question.b, at, host.own_hasher);
        std::vector<std::uint32_t>& alike = seen[host.own_hasher.finish()];
        for (const std::uint32_t before : alike) {
            if (same_key(context, question.b, before, at)) truth = kFalse;
        }
        if (truth == kTrue) alike.push_back(at);
    }
    return answers->by_row[row];
}

std::uint32_t jh_master(Context* context, std::uint32_t id, std::uint32_t count, std::uint32_t* row) {
    const Host& host = host_of(context);
    const ir::Inst& inst = host.module.insts[id];
    const MasterShape& shape = host.module.masters[inst.b].shape;
    const MasterTable& table = *host.supplied.masters[inst.b];
    std::optional<Date> day;
    bool no_answer = false;
    bool empty = false;
    if (shape.is_dated) {
        const Operand& last = context->operands[--count];
        if (last.state == state_of(State::Unknown)) return kUnknown;
        if (last.state == state_of(State::Present))
            day = Date{static_cast<std::int32_t>(last.number)};
        else
            no_answer = true;
    }
    std::array<std::string, kMaxOperands> made;
    std::array<std::string_view, kMaxOperands> texts;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Operand& part = context->operands[i];
        if (part.state == state_of(State::Unknown)) return kUnknown;
        empty = empty || part.state == state_of(State::Empty);
        no_answer = no_answer || part.state == state_of(State::NoAnswer);
        const auto type = static_cast<ir::ValueType>(part.unused);
        if (type == ir::ValueType::Text || part.state == state_of(State::Placeholder)) {
            texts[i] = {part.text, part.length};
        } else {
            made[i] = type == ir::ValueType::Date ? format_roc_date(Date{static_cast<std::int32_t>(part.number)})
                                                  : std::to_string(part.number);
            texts[i] = made[i];
        }
    }
    if (no_answer) return 0;
    if (empty) return kFalse;
    const std::optional<std::uint32_t> found = table.find({texts.data(), count}, day);
    if (found) *row = *found;
    return found ? kTrue : kFalse;
}

void jh_master_column(Context* context, std::uint32_t id, std::uint32_t row, Operand* answer) {
    const Host& host = host_of(context);
    const ir::Inst& inst = host.module.insts[id];
    const MasterTable& table = *host.supplied.masters[inst.b];
    if (host.module.masters[inst.b].shape.columns[inst.c].type == MasterShape::Type::Text) {
        const std::string_view text = table.text(row, inst.c);
        return text.empty() ? answer_with(answer, State::Empty) : answer_with(answer, text);
    }
    const std::optional<std::int64_t> number = table.number(row, inst.c);
    return number ? answer_with(answer, *number) : answer_with(answer, State::Empty);
}

namespace {

// Takes the arguments that stand in the context. Of no use before all of them are known: an unknown one goes before an
// empty first one only where it stands before it. Otherwise kPartPresent.
inline std::uint32_t take_arguments(const Context* context, std::uint32_t count, Host& host) {
    for (std::uint32_t i = 0; i < count; ++i) {
        const Operand& part = context->operands[i];
        if (part.state == state_of(State::Unknown)) return kArgumentsUnknown;
        const bool is_present = part.state == state_of(State::Present);
        if (i == 0 && !is_present) return kNoArguments;
        const bool has_content = is_present || part.state == state_of(State::Placeholder);
        const std::string_view text =
            part.text != nullptr ? std::string_view(part.text, part.length) : std::string_view{};
        host.arguments[i] =
            has_content ? ProviderArgument{ProviderValue::State::Present, part.number, text} : ProviderArgument{};
    }
    return kPartPresent;
}

// What a part is to who asks, by its state.
struct AnswerKind {
    std::uint32_t state;
    std::uint32_t kind;
};
constexpr std::array kAnswerKinds = {AnswerKind{state_of(State::Empty), kPartAbsent},
                                     AnswerKind{state_of(State::Unknown), kNotDecodable},
                                     AnswerKind{state_of(State::Present), kPartPresent}};
static_assert(static_cast<int>(ProviderValue::State::Absent) == 0 &&
              static_cast<int>(ProviderValue::State::NotDecodable) == 1 &&
              static_cast<int>(ProviderValue::State::Present) == 2);

// With its kind; where it is present, the reader knows whether it is a text or a number.
void answer_with(Operand& answer, const ProviderValue& part) {
    const AnswerKind& kind = kAnswerKinds[static_cast<std::size_t>(part.state)];
    answer.state = kind.state;
    answer.length = static_cast<std::uint32_t>(part.text.size());
    answer.number = part.number;
    answer.text = part.text.data();
    answer.unused = kind.kind;
}

}  // namespace

std::uint32_t jh_provider(Context* context, std::uint32_t id, std::uint32_t row, std::uint32_t count, Operand* answer) {
    Host& host = host_of(context);
    const ir::Inst& inst = host.module.insts[id];
    if (const std::uint32_t kind = take_arguments(context, count, host); kind != kPartPresent) {
        answer_with(answer, kind == kArgumentsUnknown ? State::Unknown : State::NoAnswer);
        return kind;
    }
    Host::ProviderAnswer* found = nullptr;
    for (std::size_t i = 0; i < host.answer_count; ++i) {
        Host::ProviderAnswer& known = host.answers[i];
        if (known.arguments == inst.a && known.provider == inst.b && known.row == row) found = &known;
    }
    if (found == nullptr) {
        if (host.answer_count == host.answers.size()) host.answers.emplace_back();
        found = &host.answers[host.answer_count++];
        found->arguments = inst.a;
        found->provider = inst.b;
        found->row = row;
        found->parts.resize(host.module.providers[inst.b].parts.size());
        host.supplied.providers[inst.b]->answer(std::span(host.arguments.data(), count), found->parts);
    }
    answer_with(*answer, found->parts[inst.c]);
    return static_cast<std::uint32_t>(answer->unused);
}

void jh_provider_once(Context* context, std::uint32_t memo, std::uint32_t count, Operand* answers) {
    Host& host = host_of(context);
    Host::OnceAnswer& once = host.once[memo];
    if (const std::uint32_t kind = take_arguments(context, count, host); kind != kPartPresent) {
        for (std::size_t i = 0; i < once.parts.size(); ++i) {
            answer_with(&answers[i], kind == kArgumentsUnknown ? State::Unknown : State::NoAnswer);
            answers[i].unused = kind;
        }
        return;
    }
    once.provider->answer(std::span(host.arguments.data(), count), once.parts);
    for (const ProviderValue& part : once.parts) answer_with(*answers++, part);
}

void jh_attribute(Context* context, std::uint32_t id, const char* text, std::uint64_t length, Operand* answer) {
    const Host& host = host_of(context);
    const ir::Inst& inst = host.module.insts[id];
    const ir::CodeSet& set = host.module.code_sets[ir::index_of(host.module.fields[inst.a].code_set)];
    std::optional<Date> day;
    if (set.is_dated && context->has_day != 0) day = Date{static_cast<std::int32_t>(context->day)};
    const ir::CodeSet::Row* row = find_code_row(set, {text, length}, day);
    if (row == nullptr) return answer_with(answer, State::NoAnswer);
    if (set.columns[inst.b].type.kind == ir::ValueType::Text)
        return answer_with(answer, std::string_view(row->columns[inst.b]));
    answer_with(answer, row->numbers[inst.b]);
}

std::uint32_t jh_digest(Context* context, std::uint32_t key, std::uint32_t row) {
    KeyHasher& hasher = *host_of(context).hasher;
    hasher.restart();
    const std::uint32_t truth = add_key(context, key, row, hasher);
    if (truth != kTrue) return truth;
    const Key128 digest = hasher.finish();
    context->digests[key] = {digest.low, digest.high};
    return truth;
}

namespace {

Key128 digest_of(const Context* context, std::uint32_t key) {
    return {context->digests[key].high, context->digests[key].low};
}

}  // namespace

std::uint32_t jh_ask(Context* context, std::uint32_t check) {
    const Host& host = host_of(context);
    if (host.file == nullptr) return kTrue;
    const ir::Inst& question = host.module.inst(host.module.checks[check].expect);
    FileQuestion asked{FileQuestion::Kind::Same, check};
    asked.key = digest_of(context, question.a);
    if (question.kind == ir::InstKind::UniqueInFile) {
        asked.kind = FileQuestion::Kind::Unique;
        asked.has_group = !host.module.keys[question.c].empty();
        if (asked.has_group) asked.group = digest_of(context, question.c);
    }
    asked.at = static_cast<std::uint64_t>(context->record - context->stretch);
    return host.file->answer(asked) ? kTrue : kFalse;
}

void jh_tell(Context* context, std::uint32_t check, std::uint32_t state) {
    const Host& host = host_of(context);
    if (host.file == nullptr) return;
    const ir::Inst& question = host.module.inst(host.module.checks[check].expect);
    FileQuestion told{FileQuestion::Kind::State, check};
    told.group = digest_of(context, question.c);
    told.has_group = true;
    told.state = state == kTrue;
    told.at = static_cast<std::uint64_t>(context->record - context->stretch);
    (void)host.file->answer(told);
}
