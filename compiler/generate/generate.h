#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <jianhe/date.h>
#include <jianhe/output.h>
#include <jianhe/record.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>
#include <jianhe/upload_writer.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

// Records made from a specification's own examples (docs/language.md §14), for demonstrations and benchmarks. The same
// module, options and seed give the same records on every machine: nothing depends on a library's random numbers.
//
//     generate::Generator generator(module, info, {make_validator, evaluate}, options);
//     UploadWriter writer(info, info.wire_encoding);
//     Record record(info.layout);
//     for (std::uint32_t file = 0; file < options.files; ++file) {
//         Result<void> written = generate::write_file(generator, file, name, writer, record, *upload, manifest.get());
//     }
namespace jianhe::generate {

// What the generator asks of an engine. The module that it was made from must be the generator's.
struct Engine {
    std::function<std::unique_ptr<Validator>(const GivenValues&)> make_validator;
    std::function<std::optional<std::int64_t>(const ir::Module&, ir::InstId, const Record&)> evaluate;
};

struct GenerateOptions {
    std::uint64_t records = 1000;  // in all files together
    double invalid = 0.05;         // share of records with a finding, 0 to 1
    std::uint64_t seed = 1;
    std::uint32_t files = 1;                // records are spread evenly, in order
    std::optional<DateTime> received_at{};  // none: as the specification's `generate` says
};

struct Generated {
    std::uint32_t file = 0;    // counted from 0
    std::uint64_t record = 0;  // 1-based position in the file
    std::string base;          // the declared record
    std::string made_for;      // "P52:R054", with a row "Q05[1]:AF"; empty: has no finding
};

// Makes the records one after the other. Not thread-safe. Module, info and what the engine refers to must outlive it.
class Generator {
public:
    Generator(const ir::Module& module, const SpecificationInfo& info, Engine engine, const GenerateOptions& options);
    ~Generator();
    Generator(const Generator&) = delete;
    Generator& operator=(const Generator&) = delete;

    // The moment at which the generated files are to be validated; every promise of a record holds for it.
    DateTime received_at() const noexcept;
    // How many records file `file` is to hold.
    std::uint64_t records_in(std::uint32_t file) const noexcept;
    // Draws record `number` (1-based) of file `file`, which does not depend on what was drawn before. `record` must
    // have been made with info.layout and gets UTF-8 texts of its own. The error says that the specification declares
    // no record that could be drawn.
    Result<Generated> make(std::uint32_t file, std::uint64_t number, Record& record);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// One line of the manifest, JSON with a line end:
//     {"file":"a.xml","record":1,"base":"western_visit","made_for":"P52:R054"}
// `made_for` is null for a record without a finding.
std::string manifest_line(const Generated& generated, std::string_view file_name);

// Writes one whole file to `upload`, and a line for each record to `manifest` unless that is null. Closing both is the
// caller's; `record` is scratch memory. `file_name` is only shown in the manifest.
Result<void> write_file(Generator& generator, std::uint32_t file, std::string_view file_name,
                        const UploadWriter& writer, Record& record, OutputSink& upload, OutputSink* manifest);

}  // namespace jianhe::generate
