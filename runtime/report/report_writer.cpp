#include <jianhe/report.h>

namespace jianhe {

Result<void> ReportWriter::begin_file(std::string_view path) {
    path_ = path;
    return {};
}

Result<void> ReportWriter::record(std::uint64_t number, const Record& record, const RecordResult& result) {
    render(path_, record, result, text_);
    if (text_.bytes.empty()) return {};
    return this->record(number, text_);
}

}  // namespace jianhe
