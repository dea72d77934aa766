#include "compiler/diff/on_files.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "compiler/diff/old_findings.h"
#include "compiler/driver/reference_run.h"
#include "compiler/interp/interpreter.h"
#include "runtime/report/printable.h"

namespace jianhe::diff {
namespace {

// The second reading of a file says what there is to say.
class Silence final : public driver::RunObserver {
public:
    void message(std::string_view) override {}
    void progress(const Progress&) override {}
};

bool by_place(const Item& a, const Item& b) {
    return std::tie(a.field, a.row, a.code) < std::tie(b.field, b.row, b.code);
}

RecordVerdict verdict_of(const std::vector<Item>& items) {
    std::vector<Finding> findings(items.size());
    std::transform(items.begin(), items.end(), findings.begin(), [](const Item& item) {
        Finding finding;
        finding.disposition = item.disposition;
        return finding;
    });
    return jianhe::verdict_of(findings);
}

// Receives the new specification's findings of one file and compares with the old one's.
class Comparer final : public RunListener {
public:
    Comparer(const SpecificationInfo& info, const FilesRequest& request, OldFindings& old, FilesComparison& comparison)
        : info_(info), request_(request), old_(old), comparison_(comparison) {}

    Result<void> begin_file(std::string_view /*path*/) override { return {}; }

    Result<void> record(std::uint64_t number, const Record& record, const RecordResult& result) override {
        if (number > old_.file().records) return {};
        ++comparison_.records;
        RecordChange change = difference(old_.take(number), items_of(result.findings));
        if (!differs(change)) return {};
        ++comparison_.differing;
        ++comparison_.verdicts[{change.old_verdict, change.new_verdict}];
        if (listed_records() == request_.max_records) return {};
        change.record = number;
        change.file = old_.file().path;
        for (const FieldIndex field : info_.key) {
            change.key.emplace_back(info_.layout.fields()[field].tag,
                                    detail::printable_value(info_, record, field, request_.show_ids));
        }
        comparison_.listed.push_back(std::move(change));
        return {};
    }

    Result<void> end_file(const FileResult& file) override {
        const FileResult& before = old_.file();
        if (before.digest != file.digest) {
            return Error{fmt::format("{} changed while it was read by two specifications", file.path)};
        }
        RecordChange change = difference(items_of(before.findings), items_of(file.findings));
        change.file = file.path;
        change.old_verdict = to_string(before.verdict);
        change.new_verdict = to_string(file.verdict);
        change.old_records = before.records;
        change.new_records = file.records;
        if (!differs(change)) return {};
        ++comparison_.differing_files;
        comparison_.listed.push_back(std::move(change));
        return {};
    }

    Result<void> end_run(const Summary& summary) override {
        comparison_.unreadable_files += summary.unreadable_files;
        return {};
    }

private:
    static bool differs(const RecordChange& change) {
        return change.old_verdict != change.new_verdict || change.old_records != change.new_records ||
               !change.gone.empty() || !change.added.empty() || !change.changed.empty();
    }

    std::uint64_t listed_records() const { return comparison_.listed.size() - comparison_.differing_files; }

    RecordChange difference(std::vector<Item> before, std::vector<Item> after) {
        RecordChange change;
        change.old_verdict = to_string(verdict_of(before));
        change.new_verdict = to_string(verdict_of(after));
        std::stable_sort(before.begin(), before.end(), by_place);
        std::stable_sort(after.begin(), after.end(), by_place);
        std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(change.gone),
                            by_place);
        std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(change.added),
                            by_place);
        for (const Item& item : after) {
            const auto old = std::lower_bound(before.begin(), before.end(), item, by_place);
            if (old == before.end() || by_place(item, *old) || old->disposition == item.disposition) continue;
            change.changed.emplace_back(item, old->disposition);
        }
        const auto count = [](std::map<std::string, std::uint64_t>& counts, const Item& item) {
            ++counts[item.field + ":" + item.code];
        };
        for (const Item& item : change.gone) count(comparison_.gone, item);
        for (const Item& item : change.added) count(comparison_.added, item);
        for (const auto& [item, disposition] : change.changed) count(comparison_.changed, item);
        return change;
    }

    const SpecificationInfo& info_;
    const FilesRequest& request_;
    OldFindings& old_;
    FilesComparison& comparison_;
};

}  // namespace

Result<FilesComparison> compare_on_files(const Side& before, const Side& after, const FilesRequest& request,
                                         driver::RunObserver& observer) {
    const SpecificationInfo old_info = ir::make_info(before.module);
    const SpecificationInfo new_info = ir::make_info(after.module);
    FilesComparison comparison;
    comparison.received_at = request.received_at;
    for (const driver::Input& input : request.inputs) {
        ++comparison.files;
        Interpreter old_validator(before.module, before.supplied);
        OldFindings old;
        Silence silence;
        const auto first = driver::reference_run({input}, old_info, old_validator, request.received_at, old, silence);
        if (!first) return first.error();
        Interpreter new_validator(after.module, after.supplied);
        Comparer comparer(new_info, request, old, comparison);
        const auto second =
            driver::reference_run({input}, new_info, new_validator, request.received_at, comparer, observer);
        if (!second) return second.error();
    }
    return comparison;
}

}  // namespace jianhe::diff
