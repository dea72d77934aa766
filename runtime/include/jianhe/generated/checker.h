#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/generated/context.h>
#include <jianhe/generated/rules.h>
#include <jianhe/record.h>
#include <jianhe/validator.h>

namespace jianhe::generated {

// One finding with its texts, all of them constants of the program, or views into the record.
struct CheckFinding {
    Place place;
    std::string_view field;  // tag of the field or segment
    std::string_view code;
    std::string_view message;
    Disposition disposition = Disposition::RejectRecord;
};

struct CheckSummary {
    RecordVerdict verdict = RecordVerdict::Accepted;
    std::size_t findings = 0;  // all there are
    std::size_t written = 0;   // as many as there was room for, the first ones
    bool truncated = false;
    bool has_unjudged = false;  // some rule could not be judged: see Checker::unjudged
};

// A rule that could not be judged, and why: a malformed field, or something that was not supplied.
using Unjudged = Context::Unjudged;

// Judges records by generated rules: what the interpreter says of the same specification. A Checker belongs to one
// thread; `rules` and `supplied` are shared and must outlive it. Judging does not allocate once the memory has grown to
// the largest record, and never throws.
class Checker {
public:
    Checker(const Rules& rules, const Supplied& supplied) : rules_(rules), context_(rules, supplied) {}

    // Writes the first findings, in reporting order, into memory of the caller. The verdict is over all of them.
    CheckSummary check(const Record& record, std::span<CheckFinding> findings) noexcept;
    // Of the record that was checked last; valid until the next.
    std::span<const Unjudged> unjudged() noexcept { return context_.unjudged(); }
    // The file that the next records stand in; null, as at first: each record stands alone.
    void set_file(FileQuestions* file) noexcept { context_.set_file(file); }

    // As Validator::check has it.
    void check(const Record& record, RecordResult& result);

private:
    const Rules& rules_;
    Context context_;
};

// The same as a Validator, for programs that choose among engines.
class GeneratedValidator final : public Validator {
public:
    GeneratedValidator(const Rules& rules, Supplied supplied)
        : supplied_(std::move(supplied)), checker_(rules, supplied_) {}

    void check(const Record& record, RecordResult& result) override { checker_.check(record, result); }
    void set_file(FileQuestions* file) override { checker_.set_file(file); }

private:
    Supplied supplied_;
    Checker checker_;
};

}  // namespace jianhe::generated
