#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/validator.h>

#include "compiler/generate/draft.h"
#include "compiler/generate/generate.h"

namespace jianhe::generate {

// A record of the specification that can be made to keep its promise when the files arrive. Pointers are into the
// module.
struct Candidate {
    const ir::RecordValues* values = nullptr;
    const Draft::Frozen* frozen = nullptr;  // what its example changed
    std::string base;
    std::uint64_t weight = 1;
    const ir::Example::Expected* finds = nullptr;  // null: no finding at all
    std::int64_t days = 0;                         // by which its dates move for it to be received on the files' day
    bool keeps_when_shifted = false;               // keeps its promise then; else only with its dates as declared
};

// Candidates for invalid records, those of one finding together, so that each finding is as likely as the others.
struct Target {
    std::string made_for;
    std::vector<Candidate> candidates;
};

struct Candidates {
    DateTime received_at;
    std::unique_ptr<Validator> validator;
    std::vector<Candidate> valid;
    std::vector<Target> invalid;
};

// Tries every declared record that has a weight and every `finds` example. What cannot keep its promise at that time
// (an example of a rule that has ended) is left out.
Candidates find_candidates(const ir::Module& module, const SpecificationInfo& info, const Engine& engine,
                           std::optional<DateTime> received_at);

// Whether a checked record is what the candidate promises.
bool keeps_promise(const Candidate& candidate, const RecordResult& result);

}  // namespace jianhe::generate
