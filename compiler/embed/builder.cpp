#include <algorithm>

#include "compiler/embed/handles.h"
#include "compiler/embed/texts.h"

using namespace jianhe;         // NOLINT(google-build-using-namespace): C functions stand in no namespace
using namespace jianhe::embed;  // NOLINT(google-build-using-namespace)

jianhe_status jianhe_builder_open(const jianhe_specification* specification, const jianhe_supplies* supplies,
                                  jianhe_builder** builder, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr || builder == nullptr) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification, or no place for the handle");
        }
        *builder = nullptr;
        Supplies read = read_supplies(*specification->shared, supplies, error);
        if (!read.supplied) return read.status;
        *builder = new jianhe_builder(specification->shared, std::move(*read.supplied));
        return succeed(error);
    });
}

void jianhe_builder_close(jianhe_builder* builder) noexcept { delete builder; }

jianhe_status jianhe_builder_begin(jianhe_builder* builder, const char* construction, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder");
        const std::string_view name = text_of(construction);
        const auto& known = builder->shared->builds.constructions;
        if (std::none_of(known.begin(), known.end(), [&](const auto& entry) { return entry.name == name; })) {
            return fail(error, JIANHE_BAD_ARGUMENT,
                        "the specification has no construction `" + std::string(name) + "`");
        }
        const bool show_ids = builder->request.show_ids;
        builder->request = {};
        builder->request.construction = name;
        builder->request.show_ids = show_ids;
        return succeed(error);
    });
}

jianhe_status jianhe_builder_set(jianhe_builder* builder, const char* field, uint32_t row, int32_t encoding,
                                 const char* text, size_t text_size, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder");
        const Specification& specification = *builder->shared;
        const FieldIndex index = find_field(specification, text_of(field));
        if (index == kNoField) {
            return fail(error, JIANHE_BAD_ARGUMENT,
                        "the specification has no field `" + std::string(text_of(field)) + "`");
        }
        const auto from = encoding_of(encoding);
        if (!from) return fail(error, JIANHE_BAD_ARGUMENT, "no such encoding");
        const std::string& tag = specification.info.layout.fields()[index].tag;
        auto utf8 = converted(text_of(text, text_size), *from, TextEncoding::Utf8);
        if (!utf8) return fail(error, JIANHE_BAD_TEXT, tag + ": " + utf8.error().text);
        auto& values = builder->request.values;
        const auto set = std::find_if(values.begin(), values.end(),
                                      [&](const BuildValue& value) { return value.field == tag && value.row == row; });
        if (set == values.end())
            values.push_back({tag, row, std::move(*utf8)});
        else
            set->text = std::move(*utf8);
        return succeed(error);
    });
}

jianhe_status jianhe_builder_buffer(jianhe_builder* builder, const char* name, const void* bytes, size_t byte_count,
                                    jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr || (bytes == nullptr && byte_count != 0)) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder, or there are no bytes");
        }
        const std::string_view wanted = text_of(name);
        auto& buffers = builder->request.buffers;
        std::erase_if(buffers, [&](const BuildBuffer& buffer) { return buffer.name == wanted; });
        buffers.push_back({std::string(wanted), {static_cast<const char*>(bytes), byte_count}});
        return succeed(error);
    });
}

jianhe_status jianhe_builder_rows(jianhe_builder* builder, const char* rows, uint32_t count,
                                  jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder");
        builder->request.rows.push_back({std::string(text_of(rows)), count});
        return succeed(error);
    });
}

jianhe_status jianhe_builder_show_ids(jianhe_builder* builder, int32_t shown, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder");
        builder->request.show_ids = shown != 0;
        return succeed(error);
    });
}

jianhe_status jianhe_builder_build(jianhe_builder* builder, int32_t* outcome, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder");
        builder->builder.build(builder->request, builder->outcome);
        // The record goes where callers see it; what it takes the place of is cleared by the next build.
        std::swap(builder->record.record, builder->outcome.record);
        if (outcome != nullptr) *outcome = static_cast<std::int32_t>(builder->outcome.status);
        return succeed(error);
    });
}

const jianhe_record* jianhe_builder_record(const jianhe_builder* builder) noexcept {
    return builder == nullptr ? nullptr : &builder->record;
}
