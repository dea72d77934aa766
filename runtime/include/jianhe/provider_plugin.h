/* The interface of a provider in a shared library, in plain C.
 *
 * A vendor who may use software that is not public (an authority's decoder of identifiers, a check of signatures) wraps
 * it in a library that exports one function:
 *
 *     const struct jianhe_provider_plugin* jianhe_provider_plugin_v1(void);
 *
 * Rules
 * - All memory belongs to the caller, but for the static struct above and what `open` puts behind `state`. Neither side
 *   keeps a pointer of the other past a call.
 * - `answer` is called from several threads at once with the same state, and never after `close`.
 * - No exception and no longjmp leaves a function. Nothing is printed; `open` explains itself in `error`.
 * - Texts are UTF-8, are as long as their length says, and have no terminating zero unless it is said here.
 * - A later version of this interface has another function name, so that an old plug-in is refused and not misread. */
#ifndef JIANHE_PROVIDER_PLUGIN_H
#define JIANHE_PROVIDER_PLUGIN_H

#include <stddef.h> /* NOLINT(modernize-deprecated-headers): C */
#include <stdint.h> /* NOLINT(modernize-deprecated-headers): C */

#ifdef __cplusplus
extern "C" {
#endif

/* The names are those of C.
 * NOLINTBEGIN(readability-identifier-naming) */

#define JIANHE_PROVIDER_ABI 1u

#define JIANHE_PROVIDER_PLUGIN_FUNCTION "jianhe_provider_plugin_v1"

/* States of a value; the same as ProviderValue::State of provider.h. */
#define JIANHE_VALUE_ABSENT 0
#define JIANHE_VALUE_NOT_DECODABLE 1
#define JIANHE_VALUE_PRESENT 2

/* An argument. `text` is never null. */
struct jianhe_provider_argument {
    int32_t state;
    int64_t number; /* numbers; dates: days since 1970-01-01; date-times: local seconds since 1970-01-01T00:00:00 */
    const char* text;
    size_t text_length;
};

/* A part, to be filled. The caller sets `text` and `text_capacity`, state ABSENT, number and text_length 0. A text that
 * does not fit into the capacity (at least 1024 bytes) is NOT_DECODABLE. */
struct jianhe_provider_part {
    int32_t state;
    int64_t number;
    char* text;
    size_t text_capacity;
    size_t text_length;
};

/* What a specification asks for, when a provider is opened. Names end with a zero. */
struct jianhe_provider_request {
    const char* name;
    size_t argument_count;
    const char* const* part_names;
    size_t part_count;
};

struct jianhe_provider_plugin {
    uint32_t abi_version; /* JIANHE_PROVIDER_ABI */

    /* Opens the provider that is asked for. Sets offered[i] to 1 for each part that can be known (they are 0 before)
     * and
     * `*state` to whatever the other functions want back. Returns 0, or anything else after writing a text with its
     * terminating zero into `error`, for instance "no provider of that name". Nothing is closed after a failure. */
    int32_t (*open)(const struct jianhe_provider_request* request, uint8_t* offered, void** state, char* error,
                    size_t error_capacity);

    /* Answers all parts that are offered; the others are left alone. There are as many arguments and parts as asked. */
    void (*answer)(void* state, const struct jianhe_provider_argument* arguments, struct jianhe_provider_part* parts);

    void (*close)(void* state);
};

/* NOLINTEND(readability-identifier-naming) */

#ifdef __cplusplus
}
#endif

#endif
