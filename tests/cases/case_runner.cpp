#include "tests/cases/case_runner.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <jianhe/encoding.h>
#include <jianhe/file_memory.h>
#include <jianhe/upload_reader.h>

#include "compiler/check/check.h"
#include "dsl/diag/render.h"
#include "dsl/parse/parse.h"
#include "tests/cases/case_report.h"

namespace jianhe::test {
namespace {

namespace fs = std::filesystem;

// A file of the case, or of the folder `shared` where the case has none of that name.
fs::path find_in_case(const fs::path& folder, std::string_view name) {
    const fs::path own = folder / name;
    return fs::exists(own) ? own : folder.parent_path().parent_path() / "shared" / name;
}

bool compile(const fs::path& folder, Case& loaded) {
    dsl::SourceSet sources;
    std::vector<dsl::FileId> files;
    for (const std::string_view name : {"header.rules", "spec.rules"}) {
        files.push_back(sources.add(std::string(name), read_text(find_in_case(folder, name))));
    }
    dsl::Emitter emitter;
    const dsl::Specification tree = dsl::parse(sources, files, emitter);
    const auto read_file = [&](std::string_view name) -> Result<std::string> {
        const fs::path path = find_in_case(folder, name);
        if (!fs::exists(path)) return Error{"there is no such file"};
        return read_text(path);
    };
    std::optional<ir::Module> module = check_specification(tree, sources, read_file, emitter);
    for (const dsl::Diagnostic& diagnostic : emitter.take_sorted()) {
        loaded.problem += dsl::render_text(diagnostic, sources, false);
    }
    if (module) loaded.module = std::move(*module);
    return module.has_value();
}

void read_upload(const std::string& bytes, Case& loaded) {
    UploadReader reader(*loaded.info, bytes);
    Record record(loaded.info->layout);
    while (reader.next(record)) {
        const std::string title = "record " + std::to_string(loaded.records.size() + 1);
        loaded.records.push_back({title, record, whole_supply(loaded.module)});
    }
    for (const EnvelopeFault& fault : reader.faults()) {
        loaded.envelope += fault.element + " " + loaded.info->envelope_code(fault.role) + "\n";
    }
}

// Texts that Big5 does not have make the copy empty: such a record cannot come over the wire.
std::optional<Record> as_big5(const Record& record) {
    Record copy = record;
    copy.set_encoding(TextEncoding::Big5);
    const RecordLayout& layout = record.layout();
    for (FieldIndex field = 0; field < layout.fields().size(); ++field) {
        const SegmentIndex segment = layout.fields()[field].segment;
        const bool repeated = layout.segments()[segment].repeated;
        for (std::uint32_t row = 1; row <= record.rows(segment); ++row) {
            const FieldText text = record.get(field, repeated ? row : 0);
            if (!text.present) continue;
            const Result<std::string> wire = utf8_to_big5(text.text);
            if (!wire) return std::nullopt;
            copy.set(field, repeated ? row : 0, copy.keep(*wire));
        }
    }
    return copy;
}

}  // namespace

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<fs::path> case_folders(const fs::path& folder) {
    std::vector<fs::path> folders;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().filename() == "spec.rules") folders.push_back(entry.path().parent_path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

Case load_case(const fs::path& folder) {
    Case loaded;
    if (!compile(folder, loaded)) return loaded;
    loaded.info = std::make_unique<SpecificationInfo>(ir::make_info(loaded.module));
    if (fs::exists(folder / "records.txt")) {
        loaded.records =
            read_records(loaded.module, loaded.info->layout, read_text(folder / "records.txt"), loaded.problem);
    }
    if (fs::exists(folder / "upload.xml")) read_upload(read_text(folder / "upload.xml"), loaded);
    if (loaded.records.empty()) loaded.problem += "the case has no records\n";
    return loaded;
}

std::optional<std::string> run_case(const Case& loaded, const Engine& engine, bool as_wire) {
    std::string out;
    RecordResult result;
    FileMemory memory({}, {});
    for (const CaseRecord& one : loaded.records) {
        const std::unique_ptr<Validator> validator = engine.make(loaded.module, one.supplied);
        if (validator == nullptr) return std::nullopt;
        const std::optional<Record> wire = as_wire ? as_big5(one.record) : std::nullopt;
        // Twice, because a validator is used for many records and must forget the one before; the records of a case are
        // one file, which is asked once.
        validator->check(wire ? *wire : one.record, result);
        validator->set_file(&memory);
        validator->check(wire ? *wire : one.record, result);
        out += "# " + one.title + "\n" + describe(result) + "\n";
    }
    return out + loaded.envelope;
}

}  // namespace jianhe::test
