#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/file_memory.h>
#include <jianhe/record.h>
#include <jianhe/record_builder.h>
#include <jianhe/report.h>
#include <jianhe/specification_info.h>
#include <jianhe/upload_reader.h>
#include <jianhe/validator.h>

#include "compiler/construct/reference_builder.h"
#include "compiler/driver/file_counts.h"
#include "compiler/embed/jianhe.h"
#include "compiler/interp/interpreter.h"
#include "compiler/ir/module.h"

// What stands behind the handles.
namespace jianhe::embed {

// What all handles of one specification share. Immutable.
struct Specification {
    Specification(ir::Module of, std::string bundle_digest)
        : module(std::move(of)),
          info(ir::make_info(module)),
          builds(describe_builder(module)),
          bundle(std::move(bundle_digest)) {}

    ir::Module module;
    SpecificationInfo info;
    BuilderDescription builds;
    std::string bundle;
};
using Shared = std::shared_ptr<const Specification>;

// Of one thread at a time; shared by a validator and the upload that it reads.
struct Judge {
    Judge(Shared of, Supplied supplied) : shared(std::move(of)), interpreter(shared->module, std::move(supplied)) {}

    Shared shared;
    Interpreter interpreter;
    RecordResult result;
};

// By tag or name; kNoField: there is none.
FieldIndex find_field(const Specification& specification, std::string_view name) noexcept;
// By tag, or by the name of its rows; kNoSegment: there is none.
SegmentIndex find_segment(const Specification& specification, std::string_view name) noexcept;

jianhe_finding shown(const Specification& specification, const Finding& finding) noexcept;

// What a caller's jianhe_supplies has become. The status and error are the caller's.
struct Supplies {
    std::optional<Supplied> supplied;
    jianhe_status status = JIANHE_OK;
};
Supplies read_supplies(const Specification& specification, const jianhe_supplies* theirs, jianhe_error* error);

}  // namespace jianhe::embed

struct jianhe_specification {
    jianhe::embed::Shared shared;
};

struct jianhe_record {
    explicit jianhe_record(jianhe::embed::Shared of) : shared(std::move(of)), record(shared->info.layout) {}

    jianhe::embed::Shared shared;
    jianhe::Record record;  // UTF-8
};

struct jianhe_validator {
    std::shared_ptr<jianhe::embed::Judge> judge;
};

struct jianhe_upload {
    jianhe_upload(std::shared_ptr<jianhe::embed::Judge> of, std::string_view bytes, jianhe::KeySeed seed)
        : judge(std::move(of)), record(judge->shared), reader(judge->shared->info, bytes), memory(seed, {}) {}

    std::shared_ptr<jianhe::embed::Judge> judge;
    jianhe_record record;
    jianhe::UploadReader reader;
    jianhe::FileMemory memory;
    jianhe::driver::RecordCounts counts;
    bool is_at_end = false;
    jianhe::FileResult result;  // once it is at its end
};

struct jianhe_builder {
    jianhe_builder(jianhe::embed::Shared of, jianhe::Supplied supplied)
        : shared(std::move(of)),
          builder(shared->module, std::move(supplied)),
          outcome(builder.layout()),
          record(shared) {}

    jianhe::embed::Shared shared;
    jianhe::ReferenceBuilder builder;
    jianhe::BuildRequest request;
    jianhe::BuildOutcome outcome;  // but for its record
    jianhe_record record;
};
