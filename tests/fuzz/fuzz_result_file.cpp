// Reads arbitrary bytes as a result file, in a layout with rulers and in one without. Besides crashes and sanitizer
// reports it looks for a file taken as whole that says less than its header: fewer blocks than rejected records, or a
// block without a finding. The first byte chooses the layout.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <jianhe/result_file.h>

#include "tests/unit/runtime/parcel.h"

namespace {

constexpr std::string_view kLayouts[] = {
    "title\nat [{{received_at}}] size [{{file_size:8}}] [{{records}}] bad [{{rejected_records}}]\nresult:\n"
    "{{#records}}\nno [{{record}}]\nfaults:{{#findings}}{{field}}:{{code}};{{/findings}}\n==========\n{{/records}}\n",
    "records [{{records}}] bad [{{rejected_records}}]\n"
    "{{#records}}\n{{record}} {{#findings}}{{code}}={{field}},{{/findings}}\n{{/records}}\nend\n",
};

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static const jianhe::SpecificationInfo info = jianhe::test::parcel_info(jianhe::TextEncoding::Big5);
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto file = jianhe::read_result_file(info, kLayouts[data[0] % 2], bytes);
    if (!file) {
        require(!file.error().text.empty());
        return 0;
    }
    bool of_whole_file = false;
    for (const jianhe::ResultBlock& block : file->blocks) {
        require(!block.items.empty());
        of_whole_file = of_whole_file || block.record == 0;
        for (const jianhe::ResultItem& item : block.items) {
            require(!item.field.empty() && !item.code.empty());
            of_whole_file = of_whole_file || (info.codes.contains(item.code) &&
                                              info.disposition(item.code) == jianhe::Disposition::RejectFile);
        }
    }
    if (file->rejected_records && !of_whole_file) require(file->blocks.size() >= *file->rejected_records);
    return 0;
}
