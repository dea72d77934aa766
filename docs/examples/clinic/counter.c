#include "counter.h"

#include <stdlib.h>

static int check(struct counter *counter, jianhe_status status, const jianhe_error *error) {
    if (status == JIANHE_OK) return 1;
    fprintf(stderr, "jianhe: %s\n", error->text);
    counter->failed = 1;
    return 0;
}

/* XML is asked for its size first, then written into memory of our own, then into the file. */
static void write_part(struct counter *counter, const jianhe_record *record, int at_end) {
    jianhe_error error;
    size_t size = 0;
    char *text = NULL;
    for (int round = 0; round < 2; ++round) {
        const size_t capacity = text == NULL ? 0 : size;
        const jianhe_status status =
            record != NULL ? jianhe_xml_record(record, JIANHE_BIG5, text, capacity, &size, &error)
            : at_end       ? jianhe_xml_end(counter->specification, JIANHE_BIG5, text, capacity, &size, &error)
                           : jianhe_xml_begin(counter->specification, JIANHE_BIG5, text, capacity, &size, &error);
        if (round == 0 && status == JIANHE_NO_ROOM) {
            text = malloc(size);
            if (text != NULL) continue;
        }
        if (!check(counter, status, &error)) break;
    }
    if (text != NULL && fwrite(text, 1, size, counter->upload) != size) {
        fprintf(stderr, "the upload could not be written\n");
        counter->failed = 1;
    }
    free(text);
}

int counter_open(struct counter *counter, const char *upload_path) {
    jianhe_error error;
    counter->specification = NULL;
    counter->builder = NULL;
    counter->built = 0;
    counter->failed = 0;
    counter->upload = fopen(upload_path, "wb");
    if (counter->upload == NULL) {
        perror(upload_path);
        return 0;
    }
    /* Dates of switch-over are judged as of this evening, when the upload is sent. */
    jianhe_supplies supplies = {.size = sizeof supplies, .received_at = "1141013200000"};
    if (!check(counter, jianhe_open_default(&counter->specification, &error), &error)) return 0;
    if (!check(counter, jianhe_builder_open(counter->specification, &supplies, &counter->builder, &error), &error)) {
        return 0;
    }
    write_part(counter, NULL, 0);
    return !counter->failed;
}

int counter_close(struct counter *counter) {
    if (counter->builder != NULL) write_part(counter, NULL, 1);
    jianhe_builder_close(counter->builder);
    jianhe_specification_close(counter->specification);
    if (counter->upload != NULL && fclose(counter->upload) != 0) counter->failed = 1;
    return !counter->failed;
}

void counter_begin(struct counter *counter, const char *construction) {
    jianhe_error error;
    check(counter, jianhe_builder_begin(counter->builder, construction, &error), &error);
}

void counter_set(struct counter *counter, const char *field, unsigned row, const char *text) {
    jianhe_error error;
    check(counter,
          jianhe_builder_set(counter->builder, field, row, JIANHE_UTF8, text, JIANHE_TERMINATED, &error), &error);
}

void counter_buffer(struct counter *counter, const char *name, const char *bytes, size_t size) {
    jianhe_error error;
    check(counter, jianhe_builder_buffer(counter->builder, name, bytes, size, &error), &error);
}

static void show(const struct counter *counter) {
    jianhe_outcome_facts facts = {.size = sizeof facts};
    jianhe_describe_outcome(counter->builder, &facts, NULL);
    for (uint32_t i = 0; i < facts.need_count; ++i) {
        jianhe_need need = {.size = sizeof need};
        jianhe_get_need(counter->builder, i, &need, NULL);
        printf("    needs    %s\n", need.text);
    }
    for (uint32_t i = 0; i < facts.refusal_count; ++i) {
        jianhe_refusal refusal = {.size = sizeof refusal};
        jianhe_get_refusal(counter->builder, i, &refusal, NULL);
        printf("    refused  %s\n", refusal.text);
    }
    for (uint32_t i = 0; i < facts.remark_count; ++i) {
        jianhe_remark remark = {.size = sizeof remark};
        jianhe_get_remark(counter->builder, i, &remark, NULL);
        printf("    remark   %s\n", remark.text);
    }
}

int counter_build(struct counter *counter, const char *title) {
    static const char *const kOutcomes[] = {"built", "kept for later", "needs more", "refused"};
    jianhe_error error;
    int32_t outcome = JIANHE_BUILD_REFUSED;
    if (!check(counter, jianhe_builder_build(counter->builder, &outcome, &error), &error)) return outcome;
    printf("%s: %s\n", title, kOutcomes[outcome]);
    show(counter);
    if (outcome == JIANHE_BUILT) {
        ++counter->built;
        write_part(counter, jianhe_builder_record(counter->builder), 0);
    }
    return outcome;
}
