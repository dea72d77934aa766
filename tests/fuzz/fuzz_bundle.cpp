// Arbitrary bytes as a bundle, and broken specifications whose checksums hold, as whoever packs a bundle can make them:
// what the verifier of the IR lets through must run.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "compiler/bundle/bundle.h"
#include "compiler/interp/interpreter.h"
#include "compiler/ir/binary_header.h"
#include "compiler/ir/serialise.h"
#include "tests/unit/compiler/knowing_module.h"
#include "tests/unit/compiler/tiny_module.h"

namespace {

using namespace jianhe;  // NOLINT(google-build-using-namespace): a program, not a header

// Records that are enough to make every segment and field looked at.
void judge(const ir::Module& module) {
    const SpecificationInfo info = ir::make_info(module);
    Interpreter interpreter(module, Supplied(GivenValues(module.givens.size())));
    Record record(info.layout);
    RecordResult result;
    interpreter.check(record, result);
    for (std::size_t i = 0; i < info.layout.segments().size(); ++i) record.add_row(static_cast<SegmentIndex>(i));
    for (std::size_t i = 0; i < info.layout.fields().size(); ++i) {
        const auto& segment = info.layout.segments()[info.layout.fields()[i].segment];
        record.set(static_cast<FieldIndex>(i), segment.repeated ? 1 : 0, i % 2 == 0 ? "1" : "1130401090000");
    }
    interpreter.check(record, result);
}

}  // namespace

// The input says which bytes of a right specification are changed and to what: three bytes where, one byte what. So the
// fuzzing begins inside the IR, and no seed is out of date when the form of the IR changes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string tiny = ir::save(make_tiny_module());
    static const std::string knowing = ir::save(make_knowing_module());
    if (size == 0) return 0;
    const std::string& saved = data[0] % 2 == 0 ? tiny : knowing;
    const auto cut = static_cast<std::size_t>(ir::word_at(saved, ir::kMagicSize + ir::kVersionSize));
    std::string body = saved.substr(ir::kHeaderSize);
    for (std::size_t at = 1; at + 4 <= size; at += 4) {
        const std::size_t place = data[at] | (std::size_t{data[at + 1]} << 8U) | (std::size_t{data[at + 2]} << 16U);
        body[place % body.size()] = static_cast<char>(data[at + 3]);
    }
    const std::string_view parts = body;
    const auto module = ir::load(ir::header_of(parts.substr(0, cut), parts.substr(cut)).append(body));
    if (module) judge(*module);

    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto opened = bundle::open(bytes, {{}, "1", Date{0}});
    if (const auto* found = std::get_if<bundle::OpenedBundle>(&opened)) judge(found->module);
    return 0;
}
