#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/report.h>
#include <jianhe/result_file.h>

#include "compiler/compare/compare.h"

namespace jianhe::compare {

// Takes our findings of one upload, record by record, as a report does, and sets the result file's beside them.
// `module`, `info` and `file` must outlive it.
class Collector final : public RunListener {
public:
    Collector(const ir::Module& module, const SpecificationInfo& info, const ResultFile& file, bool show_ids);

    Result<void> begin_file(std::string_view path) override;
    Result<void> record(std::uint64_t number, const Record& record, const RecordResult& result) override;
    Result<void> end_file(const FileResult& file) override;
    Result<void> end_run(const Summary& summary) override;

    // After the run.
    Comparison take() &&;

private:
    struct Item {
        std::string field;
        std::uint32_t row = 0;
        std::string code;
        auto operator<=>(const Item&) const = default;
    };
    // What the result file says of one record.
    struct Theirs {
        std::vector<Item> items;  // sorted, each once
        std::vector<const ResultBlock*> blocks;
    };

    Pair& pair_of(const Item& item);
    std::vector<Item> official_items(const std::vector<Finding>& findings);
    void set_beside(std::uint64_t number, const std::vector<Item>& ours, const std::vector<Item>& theirs);
    void check_values(const ResultBlock& block, const Record& record);
    void add_figure(std::string_view name, const std::optional<std::uint64_t>& result, std::uint64_t ours);
    void warn(std::string text);

    const ir::Module& module_;
    const SpecificationInfo& info_;
    const ResultFile& file_;
    bool show_ids_;
    std::map<std::uint64_t, Theirs> theirs_;  // taken out as the upload's records come
    std::map<std::pair<std::string, std::string>, Pair> pairs_;
    std::map<std::string, std::string, std::less<>> needs_;  // code → what it lacked in this run
    Comparison comparison_;
};

}  // namespace jianhe::compare
