#include "compiler/compare/collector.h"

#include <algorithm>

#include <fmt/format.h>

#include <jianhe/mask.h>

#include "compiler/compare/shown_values.h"
#include "compiler/compare/unchecked.h"
#include "runtime/report/printable.h"

namespace jianhe::compare {
namespace {

constexpr std::size_t kMostWarnings = 20;

template <class T>
void sort_once(std::vector<T>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

std::uint64_t count_of_different(const Pair& pair) { return pair.only_result.size() + pair.only_ours.size(); }

}  // namespace

Collector::Collector(const ir::Module& module, const SpecificationInfo& info, const ResultFile& file, bool show_ids)
    : module_(module), info_(info), file_(file), show_ids_(show_ids) {
    for (const ResultBlock& block : file.blocks) {
        Theirs& theirs = theirs_[block.record];
        theirs.blocks.push_back(&block);
        for (const ResultItem& item : block.items) {
            theirs.items.push_back({detail::printable(item.field), item.row, item.code});
        }
    }
    for (auto& [number, theirs] : theirs_) sort_once(theirs.items);
    for (const auto& [label, text] : file.others) {
        comparison_.other_headers.emplace_back(detail::printable(label), detail::printable(text));
    }
    for (const std::string& text : file.warnings) warn(detail::printable(text));
}

Result<void> Collector::begin_file(std::string_view path) {
    comparison_.upload = path;
    return {};
}

Result<void> Collector::record(std::uint64_t number, const Record& record, const RecordResult& result) {
    for (const NotChecked& entry : result.not_checked) needs_.emplace(entry.code, entry.needs);
    auto theirs = theirs_.extract(number);
    if (theirs.empty()) {
        set_beside(number, official_items(result.findings), {});
        return {};
    }
    for (const ResultBlock* block : theirs.mapped().blocks) check_values(*block, record);
    set_beside(number, official_items(result.findings), theirs.mapped().items);
    return {};
}

Result<void> Collector::end_file(const FileResult& file) {
    const auto own = theirs_.extract(0);
    set_beside(0, official_items(file.findings), own.empty() ? std::vector<Item>{} : own.mapped().items);
    if (!theirs_.empty()) {
        warn(fmt::format(
            "{} of the result file's records are not in the upload, such as {}; of the upload {} can be read",
            theirs_.size(), theirs_.begin()->first, file.records));
    }
    for (const auto& [number, theirs] : theirs_) set_beside(number, {}, theirs.items);
    const std::uint64_t accepted = official_accepted_records(file);
    add_figure("file_size", file_.file_size, file.bytes);
    add_figure("records", file_.records, file.records);
    add_figure("accepted_records", file_.accepted_records, accepted);
    add_figure("rejected_records", file_.rejected_records, file.records - accepted);
    add_figure("accepted_orders", file_.accepted_orders, official_accepted_orders(file));
    return {};
}

Result<void> Collector::end_run(const Summary& summary) {
    comparison_.received_at = summary.received_at;
    return {};
}

Comparison Collector::take() && {
    for (auto& [key, pair] : pairs_) {
        for (auto* positions : {&pair.both, &pair.only_result, &pair.only_ours}) {
            std::sort(positions->begin(), positions->end());  // the file's own findings came last
        }
        if (const auto need = needs_.find(pair.code); pair.unchecked.empty() && need != needs_.end()) {
            pair.unchecked = fmt::format("not judged in this run, it needs {}", need->second);
        }
        comparison_.both += pair.both.size();
        comparison_.only_ours += pair.only_ours.size();
        comparison_.only_result += pair.only_result.size();
        if (!pair.unchecked.empty()) comparison_.only_result_unchecked += pair.only_result.size();
        comparison_.pairs.push_back(std::move(pair));
    }
    std::stable_sort(comparison_.pairs.begin(), comparison_.pairs.end(),
                     [](const Pair& a, const Pair& b) { return count_of_different(a) > count_of_different(b); });
    return std::move(comparison_);
}

Pair& Collector::pair_of(const Item& item) {
    const auto [place, is_new] = pairs_.try_emplace({item.field, item.code});
    Pair& pair = place->second;
    if (!is_new) return pair;
    pair.field = item.field;
    pair.code = item.code;
    pair.disposition = info_.disposition(item.code);
    pair.unchecked = why_unchecked(module_, item.code);
    return pair;
}

std::vector<Collector::Item> Collector::official_items(const std::vector<Finding>& findings) {
    std::vector<Item> items;
    for (const Finding& finding : findings) {
        const auto code = info_.codes.find(finding.code);
        if (code != info_.codes.end() && !code->second.official) {
            ++comparison_.own_advice;
            continue;
        }
        items.push_back({detail::printable(finding.field), finding.place.row, finding.code});
    }
    sort_once(items);
    return items;
}

void Collector::set_beside(std::uint64_t number, const std::vector<Item>& ours, const std::vector<Item>& theirs) {
    for (const Item& item : ours) {
        const bool in_both = std::binary_search(theirs.begin(), theirs.end(), item);
        Pair& pair = pair_of(item);
        (in_both ? pair.both : pair.only_ours).push_back({number, item.row});
    }
    for (const Item& item : theirs) {
        if (std::binary_search(ours.begin(), ours.end(), item)) continue;
        pair_of(item).only_result.push_back({number, item.row});
    }
}

void Collector::check_values(const ResultBlock& block, const Record& record) {
    for (const auto& [field, shown] : block.values) {
        const std::string value = detail::printable(shown_value(info_, record, field, true));
        if (may_show(shown, value)) continue;
        const std::string theirs = show_ids_ ? shown : mask(shown, info_.masks[field]);
        warn(fmt::format("record {}: the result file shows {}=[{}], the upload has [{}]; is it of this upload?",
                         block.record, info_.layout.fields()[field].tag, detail::printable(theirs),
                         detail::printable_value(info_, record, field, show_ids_)));
    }
}

void Collector::add_figure(std::string_view name, const std::optional<std::uint64_t>& result, std::uint64_t ours) {
    if (result) comparison_.figures.push_back({std::string(name), *result, ours});
}

void Collector::warn(std::string text) {
    if (comparison_.warnings.size() < kMostWarnings) {
        comparison_.warnings.push_back(std::move(text));
    } else {
        ++comparison_.more_warnings;
    }
}

}  // namespace jianhe::compare
