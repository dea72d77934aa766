#include "compiler/generate/generate.h"

namespace jianhe::generate {

Result<void> write_file(Generator& generator, std::uint32_t file, std::string_view file_name,
                        const UploadWriter& writer, Record& record, OutputSink& upload, OutputSink* manifest) {
    std::string bytes;
    writer.begin(bytes);
    for (std::uint64_t number = 1; number <= generator.records_in(file); ++number) {
        const Result<Generated> made = generator.make(file, number, record);
        if (!made) return made.error();
        if (Result<void> formed = writer.record(record, bytes); !formed) return formed.error();
        if (Result<void> written = upload.write(bytes); !written) return written.error();
        bytes.clear();
        if (manifest == nullptr) continue;
        if (Result<void> written = manifest->write(manifest_line(*made, file_name)); !written) return written.error();
    }
    writer.end(bytes);
    return upload.write(bytes);
}

}  // namespace jianhe::generate
