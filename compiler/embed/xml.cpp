#include <jianhe/upload_writer.h>

#include "compiler/embed/handles.h"
#include "compiler/embed/texts.h"

using namespace jianhe;         // NOLINT(google-build-using-namespace): C functions stand in no namespace
using namespace jianhe::embed;  // NOLINT(google-build-using-namespace)

namespace {

// What `write` writes by a writer for this encoding.
template <class Write>
jianhe_status written(const Specification& specification, std::int32_t encoding, const Room& room, jianhe_error* error,
                      Write write) {
    const auto wanted = encoding_of(encoding);
    if (!wanted) return fail(error, JIANHE_BAD_ARGUMENT, "no such encoding");
    std::string out;
    const Result<void> done = write(UploadWriter(specification.info, *wanted), out);
    return done ? hand_out(out, room, error) : fail(error, JIANHE_BAD_TEXT, done.error().text);
}

}  // namespace

jianhe_status jianhe_xml_begin(const jianhe_specification* specification, int32_t encoding, char* out, size_t capacity,
                               size_t* size, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification");
        return written(*specification->shared, encoding, {out, capacity, size}, error,
                       [](const UploadWriter& writer, std::string& text) {
                           writer.begin(text);
                           return Result<void>{};
                       });
    });
}

jianhe_status jianhe_xml_record(const jianhe_record* record, int32_t encoding, char* out, size_t capacity, size_t* size,
                                jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (record == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no record");
        return written(
            *record->shared, encoding, {out, capacity, size}, error,
            [&](const UploadWriter& writer, std::string& text) { return writer.record(record->record, text); });
    });
}

jianhe_status jianhe_xml_end(const jianhe_specification* specification, int32_t encoding, char* out, size_t capacity,
                             size_t* size, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification");
        return written(*specification->shared, encoding, {out, capacity, size}, error,
                       [](const UploadWriter& writer, std::string& text) {
                           writer.end(text);
                           return Result<void>{};
                       });
    });
}
