#include <utility>

#include "compiler/generate/candidates.h"
#include "compiler/generate/draft.h"
#include "compiler/generate/generate.h"
#include "compiler/generate/random.h"
#include "compiler/generate/shift.h"
#include "compiler/generate/vary.h"

namespace jianhe::generate {

namespace {

// Drawing a varied record again often enough; then it is only moved in time.
constexpr int kDraws = 8;

const Candidate& pick_by_weight(const std::vector<Candidate>& candidates, Random& random) {
    std::uint64_t total = 0;
    for (const Candidate& candidate : candidates) total += candidate.weight;
    std::uint64_t drawn = random.below(total);
    for (const Candidate& candidate : candidates) {
        if (drawn < candidate.weight) return candidate;
        drawn -= candidate.weight;
    }
    return candidates.back();
}

}  // namespace

struct Generator::Parts {
    const ir::Module& module;
    GenerateOptions options;
    Candidates candidates;
    RecordResult result;

    void draw(const Candidate& candidate, std::uint32_t file, Random& random, Record& record) {
        for (int i = 0; candidate.keeps_when_shifted && i < kDraws; ++i) {
            Draft draft(module, *candidate.values, *candidate.frozen);
            const auto back = static_cast<std::int64_t>(random.below(std::uint64_t{module.generate.shift_days} + 1));
            shift_days(draft, candidate.days - back);
            shift_hours(draft, random);
            vary(draft, {options.seed, file}, random);
            draft.fill(record);
            candidates.validator->check(record, result);
            if (keeps_promise(candidate, result)) return;
        }
        // find_candidates has tried this out.
        Draft draft(module, *candidate.values, *candidate.frozen);
        if (candidate.keeps_when_shifted) shift_days(draft, candidate.days);
        draft.fill(record);
    }
};

Generator::Generator(const ir::Module& module, const SpecificationInfo& info, Engine engine,
                     const GenerateOptions& options)
    : parts_(new Parts{module, options, find_candidates(module, info, engine, options.received_at), {}}) {}

Generator::~Generator() = default;

DateTime Generator::received_at() const noexcept { return parts_->candidates.received_at; }

std::uint64_t Generator::records_in(std::uint32_t file) const noexcept {
    const GenerateOptions& options = parts_->options;
    if (file >= options.files) return 0;
    return options.records / options.files + (file < options.records % options.files ? 1 : 0);
}

Result<Generated> Generator::make(std::uint32_t file, std::uint64_t number, Record& record) {
    const Candidates& candidates = parts_->candidates;
    if (candidates.valid.empty()) {
        return Error{"no declared record of the specification is without findings when it is received at " +
                     format_iso_datetime(candidates.received_at)};
    }
    Random random(parts_->options.seed, file, number);
    Generated made{file, number, "", ""};
    const Candidate* candidate = nullptr;
    if (random.chance(parts_->options.invalid) && !candidates.invalid.empty()) {
        const Target& target = candidates.invalid[random.below(candidates.invalid.size())];
        made.made_for = target.made_for;
        candidate = &pick_by_weight(target.candidates, random);
    } else {
        candidate = &pick_by_weight(candidates.valid, random);
    }
    made.base = candidate->base;
    parts_->draw(*candidate, file, random, record);
    return made;
}

}  // namespace jianhe::generate
