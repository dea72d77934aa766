#include "compiler/embed/handles.h"
#include "compiler/embed/status.h"

using namespace jianhe;         // NOLINT(google-build-using-namespace): C functions stand in no namespace
using namespace jianhe::embed;  // NOLINT(google-build-using-namespace)

jianhe_status jianhe_describe_construction(const jianhe_specification* specification, uint32_t index,
                                           jianhe_construction_facts* facts, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr || index >= specification->shared->builds.constructions.size()) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification, or no construction of that index");
        }
        const ConstructionDescription& of = specification->shared->builds.constructions[index];
        jianhe_construction_facts ours{};
        ours.name = of.name.c_str();
        ours.label = of.label.c_str();
        ours.kept_for = of.kept_for.c_str();
        ours.buffer_count = static_cast<std::uint32_t>(of.buffers.size());
        return hand_out(facts, ours, error);
    });
}

jianhe_status jianhe_describe_buffer(const jianhe_specification* specification, uint32_t index,
                                     jianhe_buffer_facts* facts, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr || index >= specification->shared->builds.buffers.size()) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification, or no buffer of that index");
        }
        const BufferDescription& of = specification->shared->builds.buffers[index];
        jianhe_buffer_facts ours{};
        ours.name = of.name.c_str();
        ours.label = of.label.c_str();
        ours.byte_count = of.size;
        return hand_out(facts, ours, error);
    });
}

jianhe_status jianhe_construction_buffer(const jianhe_specification* specification, uint32_t construction,
                                         uint32_t place, uint32_t* buffer, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr || buffer == nullptr) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification, or no place for the number");
        }
        const auto& known = specification->shared->builds.constructions;
        if (construction >= known.size() || place >= known[construction].buffers.size()) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no construction, or no buffer, of that index");
        }
        *buffer = known[construction].buffers[place];
        return succeed(error);
    });
}
