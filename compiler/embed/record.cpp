#include "compiler/embed/handles.h"
#include "compiler/embed/texts.h"

using namespace jianhe;         // NOLINT(google-build-using-namespace): C functions stand in no namespace
using namespace jianhe::embed;  // NOLINT(google-build-using-namespace)

namespace {

jianhe_status no_field(const char* field, jianhe_error* error) {
    return fail(error, JIANHE_BAD_ARGUMENT, "the specification has no field `" + std::string(text_of(field)) + "`");
}

// Row 0 is for segments without rows, and only for them.
bool fits(const Record& record, SegmentIndex segment, std::uint32_t row) noexcept {
    return record.layout().segments()[segment].repeated == (row != 0);
}

jianhe_status bad_row(const char* field, jianhe_error* error) {
    return fail(error, JIANHE_BAD_ARGUMENT,
                std::string(text_of(field)) + ": a field of rows needs its row from 1 on, and any other field row 0");
}

}  // namespace

jianhe_status jianhe_record_open(const jianhe_specification* specification, jianhe_record** record,
                                 jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr || record == nullptr) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification, or no place for the handle");
        }
        *record = nullptr;
        *record = new jianhe_record(specification->shared);
        return succeed(error);
    });
}

void jianhe_record_close(jianhe_record* record) noexcept { delete record; }

void jianhe_record_clear(jianhe_record* record) noexcept {
    if (record != nullptr) record->record.clear();
}

jianhe_status jianhe_record_set(jianhe_record* record, const char* field, uint32_t row, int32_t encoding,
                                const char* text, size_t text_size, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (record == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no record");
        const FieldIndex index = find_field(*record->shared, text_of(field));
        if (index == kNoField) return no_field(field, error);
        Record& of = record->record;
        const SegmentIndex segment = of.layout().fields()[index].segment;
        if (!fits(of, segment, row)) return bad_row(field, error);
        if (row > Limits{}.max_rows_per_record) return fail(error, JIANHE_BAD_ARGUMENT, "too many rows");
        if (text == nullptr) {
            if (of.get(index, row).present) of.set_absent(index, row);
            return succeed(error);
        }
        const auto from = encoding_of(encoding);
        if (!from) return fail(error, JIANHE_BAD_ARGUMENT, "no such encoding");
        auto utf8 = converted(text_of(text, text_size), *from, TextEncoding::Utf8);
        if (!utf8) return fail(error, JIANHE_BAD_TEXT, std::string(text_of(field)) + ": " + utf8.error().text);
        for (const std::uint32_t wanted = row == 0 ? 1 : row; of.rows(segment) < wanted;) of.add_row(segment);
        of.set(index, row, of.keep(std::move(*utf8)));
        return succeed(error);
    });
}

jianhe_status jianhe_record_get(const jianhe_record* record, const char* field, uint32_t row, int32_t encoding,
                                char* out, size_t capacity, size_t* size, int32_t* is_present,
                                jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (record == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no record");
        const FieldIndex index = find_field(*record->shared, text_of(field));
        if (index == kNoField) return no_field(field, error);
        const auto wanted = encoding_of(encoding);
        if (!wanted) return fail(error, JIANHE_BAD_ARGUMENT, "no such encoding");
        const FieldText found = record->record.get(index, row);
        const auto text = converted(found.text, TextEncoding::Utf8, *wanted);
        if (!text) return fail(error, JIANHE_BAD_TEXT, std::string(text_of(field)) + ": " + text.error().text);
        if (is_present != nullptr) *is_present = found.present ? 1 : 0;
        return hand_out(*text, Room{out, capacity, size}, error);
    });
}

jianhe_status jianhe_record_shown(const jianhe_record* record, const char* field, uint32_t row, char* out,
                                  size_t capacity, size_t* size, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (record == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no record");
        const FieldIndex index = find_field(*record->shared, text_of(field));
        if (index == kNoField) return no_field(field, error);
        const std::string text = shown_value(record->shared->info, record->record, index, false, row);
        return hand_out(text, Room{out, capacity, size}, error);
    });
}

jianhe_status jianhe_record_rows(const jianhe_record* record, const char* segment, uint32_t* rows,
                                 jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (record == nullptr || rows == nullptr) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no record, or no place for the number");
        }
        const SegmentIndex index = find_segment(*record->shared, text_of(segment));
        if (index == kNoSegment) {
            return fail(error, JIANHE_BAD_ARGUMENT,
                        "the specification has no segment `" + std::string(text_of(segment)) + "`");
        }
        *rows = record->record.rows(index);
        return succeed(error);
    });
}
