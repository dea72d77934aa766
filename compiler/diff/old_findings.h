#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <jianhe/report.h>

#include "compiler/diff/on_files.h"

namespace jianhe::diff {

std::vector<Item> items_of(const std::vector<Finding>& findings);

// Keeps the findings of one file, small.
class OldFindings final : public RunListener {
public:
    Result<void> begin_file(std::string_view path) override;
    Result<void> record(std::uint64_t number, const Record& record, const RecordResult& result) override;
    Result<void> end_file(const FileResult& file) override;
    Result<void> end_run(const Summary& summary) override;

    const FileResult& file() const noexcept { return file_; }
    // Of a record; numbers must be asked for in rising order.
    std::vector<Item> take(std::uint64_t number);

private:
    struct Kept {
        std::uint64_t record = 0;
        std::uint32_t name = 0;  // of names_
        std::uint32_t row = 0;
        Disposition disposition = Disposition::RejectRecord;
    };

    std::map<std::pair<std::string, std::string>, std::uint32_t> ids_;
    std::vector<std::pair<std::string, std::string>> names_;  // field, code
    std::vector<Kept> kept_;
    std::size_t next_ = 0;
    FileResult file_;
};

}  // namespace jianhe::diff
