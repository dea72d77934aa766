#include <ctime>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/bundle/bundle.h"
#include "compiler/driver/given_values.h"
#include "compiler/embed/handles.h"
#include "compiler/embed/status.h"
#include "default_specification_ir.h"
#include "runtime/store/whole_file.h"

using namespace jianhe;         // NOLINT(google-build-using-namespace): C functions stand in no namespace
using namespace jianhe::embed;  // NOLINT(google-build-using-namespace)

namespace {

// A bundle of a national specification has half a megabyte.
constexpr std::uint64_t kMaxBundleBytes = std::uint64_t{256} << 20U;

jianhe_status status_of(bundle::Fault fault) noexcept {
    switch (fault) {
        case bundle::Fault::NotABundle: return JIANHE_NOT_A_BUNDLE;
        case bundle::Fault::OtherFormat: return JIANHE_OTHER_FORMAT;
        case bundle::Fault::Truncated: return JIANHE_TRUNCATED;
        case bundle::Fault::TamperedWith: return JIANHE_TAMPERED_WITH;
        case bundle::Fault::Unsigned: return JIANHE_UNSIGNED;
        case bundle::Fault::UnknownKey: return JIANHE_UNKNOWN_KEY;
        case bundle::Fault::TooOld: return JIANHE_TOO_OLD;
        case bundle::Fault::NotYetEffective: return JIANHE_NOT_YET_EFFECTIVE;
    }
    return JIANHE_INTERNAL;
}

jianhe_status hand_over(jianhe_specification** out, ir::Module module, std::string digest, jianhe_error* error) {
    *out = new jianhe_specification{std::make_shared<Specification>(std::move(module), std::move(digest))};
    return succeed(error);
}

jianhe_status open_bundle(std::string_view bytes, const jianhe_demands* theirs, jianhe_specification** out,
                          jianhe_error* error) {
    const auto taken_demands = taken(theirs);
    if (!taken_demands) return fail(error, JIANHE_BAD_ARGUMENT, kBadStruct);
    const jianhe_demands& demands = *taken_demands;
    std::vector<bundle::PublicKey> keys;
    for (std::size_t i = 0; i < demands.trusted_key_count; ++i) {
        const auto key = bundle::read_public_key(text_of(demands.trusted_keys[i]));
        if (!key) return fail(error, JIANHE_BAD_ARGUMENT, "trusted key: " + key.error().text);
        keys.push_back(*key);
    }
    Date day = date_of(driver::local_now());
    if (demands.on != nullptr) {
        const auto asked = driver::parse_date(demands.on);
        if (!asked) return fail(error, JIANHE_BAD_ARGUMENT, asked.error().text);
        day = *asked;
    }
    auto opened = bundle::open(bytes, {keys, text_of(demands.at_least), day}, ir::Parts::Judging);
    if (const auto* refusal = std::get_if<bundle::Refusal>(&opened)) {
        return fail(error, status_of(refusal->fault), refusal->text);
    }
    auto& found = std::get<bundle::OpenedBundle>(opened);
    return hand_over(out, std::move(found.module), std::move(found.info.digest), error);
}

}  // namespace

jianhe_status jianhe_open_default(jianhe_specification** specification, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no place for the handle");
        *specification = nullptr;
        auto module = ir::load_embedded(default_specification_ir(), ir::Parts::Judging);
        if (!module) return fail(error, JIANHE_INTERNAL, module.error().text);
        return hand_over(specification, std::move(*module), {}, error);
    });
}

jianhe_status jianhe_open_bundle(const void* bytes, size_t byte_count, const jianhe_demands* demands,
                                 jianhe_specification** specification, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no place for the handle");
        *specification = nullptr;
        if (bytes == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there are no bytes");
        return open_bundle({static_cast<const char*>(bytes), byte_count}, demands, specification, error);
    });
}

jianhe_status jianhe_open_bundle_file(const char* path, const jianhe_demands* demands,
                                      jianhe_specification** specification, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no place for the handle");
        *specification = nullptr;
        if (path == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no path");
        const auto bytes = detail::read_whole_file(path, kMaxBundleBytes);
        if (!bytes) return fail(error, JIANHE_UNREADABLE, bytes.error().text);
        return open_bundle(*bytes, demands, specification, error);
    });
}

void jianhe_specification_close(jianhe_specification* specification) noexcept { delete specification; }

jianhe_status jianhe_describe_specification(const jianhe_specification* specification,
                                            jianhe_specification_facts* facts, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification");
        const Specification& of = *specification->shared;
        jianhe_specification_facts ours{};
        ours.name = of.info.name.c_str();
        ours.label = of.info.label.c_str();
        ours.version = of.info.version.c_str();
        ours.digest = of.info.digest.c_str();
        ours.bundle = of.bundle.c_str();
        ours.wire_encoding = of.info.wire_encoding == TextEncoding::Big5 ? JIANHE_BIG5 : JIANHE_UTF8;
        ours.field_count = static_cast<std::uint32_t>(of.module.fields.size());
        ours.construction_count = static_cast<std::uint32_t>(of.builds.constructions.size());
        ours.buffer_count = static_cast<std::uint32_t>(of.builds.buffers.size());
        return hand_out(facts, ours, error);
    });
}

jianhe_status jianhe_describe_field(const jianhe_specification* specification, uint32_t index,
                                    jianhe_field_facts* facts, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification");
        const ir::Module& module = specification->shared->module;
        if (index >= module.fields.size()) return fail(error, JIANHE_BAD_ARGUMENT, "there is no field of that index");
        const ir::Field& field = module.fields[index];
        const ir::Segment& segment = module.segment(field.segment);
        jianhe_field_facts ours{};
        ours.tag = field.tag.c_str();
        ours.name = field.name.c_str();
        ours.label = field.label.c_str();
        ours.segment = segment.tag.c_str();
        ours.is_repeated = segment.repeated() ? 1 : 0;
        ours.is_private = field.mask != MaskKind::None ? 1 : 0;
        return hand_out(facts, ours, error);
    });
}

const char* jianhe_code_message(const jianhe_specification* specification, const char* code) noexcept {
    if (specification == nullptr || code == nullptr) return nullptr;
    const auto& codes = specification->shared->info.codes;
    const auto found = codes.find(std::string_view(code));
    return found == codes.end() ? nullptr : found->second.message.c_str();
}
