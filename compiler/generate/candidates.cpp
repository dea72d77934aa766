#include "compiler/generate/candidates.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/generate/shift.h"

namespace jianhe::generate {

namespace {

const Draft::Frozen kNothingFrozen;

class Finder {
public:
    Finder(const ir::Module& module, const SpecificationInfo& info, const Engine& engine)
        : module_(module), engine_(engine), record_(info.layout) {}

    Candidates find(std::optional<DateTime> received_at) {
        Candidates found;
        found.received_at = received_at ? *received_at : default_time();
        found.validator = engine_.make_validator(givens_at(found.received_at));
        const bool no_weights = std::all_of(module_.records.begin(), module_.records.end(),
                                            [](const ir::DeclaredRecord& record) { return record.weight == 0; });
        for (const ir::DeclaredRecord& record : module_.records) {
            if (record.weight == 0 && !no_weights) continue;
            Candidate candidate{&record.values, &kNothingFrozen,
                                record.name,    std::max<std::uint64_t>(record.weight, 1),
                                nullptr,        days_to(found.received_at, record.values, nullptr),
                                false};
            if (try_out(candidate, *found.validator)) found.valid.push_back(std::move(candidate));
        }
        for (const ir::Example& example : module_.examples) add_example(example, found);
        return found;
    }

private:
    // The values of one declared record, as a Record for the engine.
    const Record& as_record(const ir::RecordValues& values) {
        Draft(module_, values, kNothingFrozen).fill(record_);
        return record_;
    }

    std::optional<std::int64_t> example_value(ir::GivenId given, const ir::RecordValues& values) {
        const ir::InstId expression = module_.givens[index_of(given)].example;
        if (!is_some(expression)) return std::nullopt;
        return engine_.evaluate(module_, expression, as_record(values));
    }

    // Where nobody says when the files arrive: when the first declared record would.
    DateTime default_time() {
        if (module_.generate.received_at) return *module_.generate.received_at;
        if (!is_some(module_.received_at) || module_.records.empty()) return {};
        return DateTime{example_value(module_.received_at, module_.records.front().values).value_or(0)};
    }

    // As a later validation has them that is told the time only; what must be there is taken from the first record.
    GivenValues givens_at(DateTime received_at) {
        GivenValues values(module_.givens.size());
        for (std::uint32_t i = 0; i < module_.givens.size(); ++i) {
            const auto given = static_cast<ir::GivenId>(i);
            if (given == module_.received_at) {
                values[i] = received_at.seconds;
            } else if (!module_.givens[i].is_optional && !module_.records.empty()) {
                values[i] = example_value(given, module_.records.front().values);
            }
        }
        return values;
    }

    // Days between the day for which the record was declared and the day on which the files arrive.
    std::int64_t days_to(DateTime received_at, const ir::RecordValues& values, const ir::Example* example) {
        if (!is_some(module_.received_at)) return 0;
        std::optional<std::int64_t> own;
        if (example != nullptr) {
            for (const auto& [given, value] : example->givens) {
                if (given == module_.received_at) own = value;
            }
        }
        if (!own) own = example_value(module_.received_at, values);
        return own ? days_between(date_of(DateTime{*own}), date_of(received_at)) : 0;
    }

    bool try_out(Candidate& candidate, Validator& validator) {
        for (const bool shifted : {true, false}) {
            Draft draft(module_, *candidate.values, *candidate.frozen);
            if (shifted) shift_days(draft, candidate.days);
            draft.fill(record_);
            validator.check(record_, result_);
            candidate.keeps_when_shifted = shifted;
            if (keeps_promise(candidate, result_)) return true;
        }
        return false;
    }

    void add_example(const ir::Example& example, Candidates& found) {
        for (const ir::Example::Expected& expected : example.finds) {
            const ir::CodeId code = module_.find_code(expected.code);
            if (!is_some(code) || module_.code(code).disposition == Disposition::Notice) continue;
            Candidate candidate{&example.values,
                                &example.changed,
                                module_.records[index_of(example.base)].name,
                                1,
                                &expected,
                                days_to(found.received_at, example.values, &example),
                                false};
            if (!try_out(candidate, *found.validator)) continue;
            const std::string name = expected.row == 0
                                         ? fmt::format("{}:{}", expected.field, expected.code)
                                         : fmt::format("{}[{}]:{}", expected.field, expected.row, expected.code);
            const auto same = std::find_if(found.invalid.begin(), found.invalid.end(),
                                           [&](const Target& target) { return target.made_for == name; });
            if (same != found.invalid.end()) return same->candidates.push_back(std::move(candidate));
            found.invalid.push_back({name, {}});
            return found.invalid.back().candidates.push_back(std::move(candidate));
        }
    }

    const ir::Module& module_;
    const Engine& engine_;
    Record record_;
    RecordResult result_;
};

}  // namespace

bool keeps_promise(const Candidate& candidate, const RecordResult& result) {
    if (candidate.finds == nullptr) return result.findings.empty();
    return std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
        return finding.field == candidate.finds->field && finding.code == candidate.finds->code &&
               (candidate.finds->row == 0 || finding.place.row == candidate.finds->row) &&
               finding.disposition != Disposition::Notice;
    });
}

Candidates find_candidates(const ir::Module& module, const SpecificationInfo& info, const Engine& engine,
                           std::optional<DateTime> received_at) {
    return Finder(module, info, engine).find(received_at);
}

}  // namespace jianhe::generate
