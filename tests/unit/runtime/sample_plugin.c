/* A plug-in for provider_plugin_test: parts of a label such as "north-07". Each fault that a plug-in can have is behind
 * a part or a provider name of its own. */
#include <stdlib.h>
#include <string.h>

#include <jianhe/provider_plugin.h>

enum part { UNKNOWN, ZONE, SHELF, TOO_LONG, BAD_STATE, BAD_TEXT };

struct labels {
    size_t part_count;
    enum part parts[8];
};

static enum part part_of(const char* name) {
    static const char* const names[] = {"", "zone", "shelf", "too_long", "bad_state", "bad_text"};
    for (int i = ZONE; i <= BAD_TEXT; ++i) {
        if (strcmp(name, names[i]) == 0) return (enum part)i;
    }
    return UNKNOWN;
}

static int32_t open_labels(const struct jianhe_provider_request* request, uint8_t* offered, void** state, char* error,
                           size_t error_capacity) {
    if (strcmp(request->name, "label") != 0 || request->argument_count != 1 || request->part_count > 8) {
        strncpy(error, "only label(text) is here", error_capacity - 1);
        error[error_capacity - 1] = '\0';
        return 1;
    }
    struct labels* labels = calloc(1, sizeof *labels);
    if (labels == NULL) return 2;
    labels->part_count = request->part_count;
    for (size_t i = 0; i < request->part_count; ++i) {
        labels->parts[i] = part_of(request->part_names[i]);
        offered[i] = labels->parts[i] != UNKNOWN;
    }
    *state = labels;
    return 0;
}

static void answer_part(enum part part, const struct jianhe_provider_argument* label,
                        struct jianhe_provider_part* out) {
    const char* dash = memchr(label->text, '-', label->text_length);
    if (label->state != JIANHE_VALUE_PRESENT || dash == NULL) {
        out->state = label->state == JIANHE_VALUE_ABSENT ? JIANHE_VALUE_ABSENT : JIANHE_VALUE_NOT_DECODABLE;
        return;
    }
    out->state = part == BAD_STATE ? 7 : JIANHE_VALUE_PRESENT;
    if (part == ZONE) {
        out->text_length = (size_t)(dash - label->text);
        memcpy(out->text, label->text, out->text_length);
    } else if (part == SHELF) {
        for (const char* c = dash + 1; c < label->text + label->text_length; ++c) {
            out->number = out->number * 10 + (*c - '0');
        }
    } else if (part == TOO_LONG) {
        out->text_length = out->text_capacity + 1;
    } else if (part == BAD_TEXT) {
        out->text[0] = (char)0xB4;
        out->text_length = 1;
    }
}

static void answer_labels(void* state, const struct jianhe_provider_argument* arguments,
                          struct jianhe_provider_part* parts) {
    const struct labels* labels = state;
    for (size_t i = 0; i < labels->part_count; ++i) answer_part(labels->parts[i], arguments, &parts[i]);
}

static void close_labels(void* state) { free(state); }

/* Built a second time with another version, to be refused. */
#ifndef SAMPLE_ABI_VERSION
#define SAMPLE_ABI_VERSION JIANHE_PROVIDER_ABI
#endif

const struct jianhe_provider_plugin* jianhe_provider_plugin_v1(void);
const struct jianhe_provider_plugin* jianhe_provider_plugin_v1(void) {
    static const struct jianhe_provider_plugin plugin = {SAMPLE_ABI_VERSION, open_labels, answer_labels, close_labels};
    return &plugin;
}
