#include "compiler/embed/texts.h"

using namespace jianhe;         // NOLINT(google-build-using-namespace): C functions stand in no namespace
using namespace jianhe::embed;  // NOLINT(google-build-using-namespace)

uint32_t jianhe_interface_version(void) noexcept { return JIANHE_INTERFACE_VERSION; }

const char* jianhe_version(void) noexcept { return JIANHE_LIBRARY_VERSION; }

jianhe_status jianhe_convert(int32_t from, const char* text, size_t text_size, int32_t to, char* out, size_t capacity,
                             size_t* size, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        const auto of = encoding_of(from);
        const auto wanted = encoding_of(to);
        if (!of || !wanted) return fail(error, JIANHE_BAD_ARGUMENT, "no such encoding");
        const auto other = converted(text_of(text, text_size), *of, *wanted);
        if (!other) return fail(error, JIANHE_BAD_TEXT, other.error().text);
        return hand_out(*other, Room{out, capacity, size}, error);
    });
}
