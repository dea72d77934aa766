/* A morning at a clinic: a runtime that reads cards, builds records, and hands in the day's upload. Persons, cards and
 * prescriptions are made up.
 *
 *     morning UPLOAD.xml
 */
#include <stdio.h>
#include <string.h>

#include "counter.h"
#include "reader.h"

static struct reader reader;

/* A new patient stands at the counter. */
static void at(const char *time, const char *card_of) {
    memset(&reader, 0, sizeof reader);
    reader.now = time;
    reader.card_of = card_of;
}

static void set_basic_data(struct counter *counter) {
    struct card card;
    if (reader_basic_data(&reader, &card) != READER_OK) return;
    counter_set(counter, "M02", 0, card.number);
    counter_set(counter, "M03", 0, card.person);
    counter_set(counter, "M04", 0, card.birthday);
}

/* Time, serial, signature and identifier of a visit with a card come from the reader, nothing of them is typed. */
static void read_card(struct counter *counter) {
    char buffer[SEQ_NUMBER_256N1_BYTES];
    set_basic_data(counter);
    if (reader_seq_number_256n1(&reader, buffer) == READER_OK) {
        counter_buffer(counter, "seq_number_256n1", buffer, sizeof buffer);
    }
}

static void read_without_card(struct counter *counter, const char *person, const char *birthday) {
    char buffer[TREAT_NUM_NO_CARD_BYTES];
    counter_set(counter, "M03", 0, person);
    counter_set(counter, "M04", 0, birthday);
    if (reader_treat_num_no_card(&reader, person, buffer) == READER_OK) {
        counter_buffer(counter, "treat_num_no_card", buffer, sizeof buffer);
    }
}

/* What the physician has entered. */
static void diagnose(struct counter *counter, const char *diagnosis, const char *fee, const char *copayment) {
    counter_set(counter, "M06", 0, "C120048170"); /* the physician */
    counter_set(counter, "M07", 0, "01");         /* a visit to a physician of western medicine */
    counter_set(counter, "M35", 0, diagnosis);
    counter_set(counter, "M44", 0, fee);
    counter_set(counter, "M45", 0, copayment);
    counter_set(counter, "M51", 0, "4");
    counter_set(counter, "M54", 0, "0");
    counter_set(counter, "M56", 0, "11");
}

static void prescribe(struct counter *counter, unsigned row, const char *kind, const char *drug, const char *frequency,
                      const char *days, const char *quantity) {
    char signature[ORDER_SIGNATURE_BYTES + 1];
    counter_set(counter, "D02", row, "1");
    counter_set(counter, "D04", row, kind);
    counter_set(counter, "D05", row, "0");
    counter_set(counter, "D06", row, drug);
    counter_set(counter, "D08", row, frequency);
    counter_set(counter, "D09", row, days);
    counter_set(counter, "D10", row, quantity);
    counter_set(counter, "D14", row, "PO");
    if (reader_sign_order(&reader, (int)row, signature) == READER_OK) counter_set(counter, "D11", row, signature);
}

static void normal_visit_with_drugs(struct counter *counter) {
    at("1141013083012", "A227144031");
    counter_begin(counter, "normal_visit");
    read_card(counter);
    diagnose(counter, "J069", "512", "50");
    counter_set(counter, "M20", 0, "003");
    prescribe(counter, 1, "A", "AC48152100", "TID", "03", "00009.0");
    prescribe(counter, 2, "A", "BC23920100", "HS", "03", "00003.0");
    counter_build(counter, "08:30 a cold");
}

/* The clerk has not chosen the kind of benefit; the builder says so before anything is sent, and is asked again. */
static void normal_visit_with_a_slip(struct counter *counter) {
    at("1141013085240", "B120456313");
    counter_begin(counter, "normal_visit");
    read_card(counter);
    diagnose(counter, "R059", "320", "50");
    counter_set(counter, "M51", 0, "");
    if (counter_build(counter, "08:52 a cough, one field forgotten") == JIANHE_NEEDS_MORE) {
        counter_set(counter, "M51", 0, "4");
        counter_build(counter, "08:52 a cough");
    }
}

static void refill_prescription(struct counter *counter) {
    at("1141013092005", "F223819470");
    counter_begin(counter, "refill_in_house");
    read_card(counter);
    diagnose(counter, "I10", "1289", "50");
    counter_set(counter, "M20", 0, "028");
    counter_set(counter, "M21", 0, "084");
    counter_set(counter, "M26", 0, "3");
    prescribe(counter, 1, "", "AC41923100", "QD", "28", "00028.0");
    prescribe(counter, 2, "", "AB46872100", "BID", "28", "00056.0");
    counter_build(counter, "09:20 a refill prescription, three times");
}

/* What is kept of a visit until its card comes: the patient pays, nothing is uploaded. */
enum { MAX_KEPT = 8 };
struct kept {
    char field[MAX_KEPT][8];
    char text[MAX_KEPT][32];
    unsigned count;
};

static void forgotten_card(struct counter *counter, struct kept *kept) {
    at("1141013100518", NULL);
    counter_begin(counter, "card_forgotten");
    read_without_card(counter, "H155739205", "0830217");
    if (counter_build(counter, "10:05 a forgotten card") != JIANHE_KEPT) return;
    jianhe_kept_value value = {.size = sizeof value};
    while (kept->count < MAX_KEPT &&
           jianhe_get_kept_value(counter->builder, kept->count, &value, NULL) == JIANHE_OK) {
        snprintf(kept->field[kept->count], sizeof *kept->field, "%s", value.field);
        snprintf(kept->text[kept->count], sizeof *kept->text, "%s", value.text);
        ++kept->count;
    }
}

static void refused_password(struct counter *counter) {
    at("1141013104033", "K206648159");
    reader.password_is_refused = 1;
    counter_begin(counter, "password_refused");
    read_without_card(counter, "K206648159", "0420708");
    diagnose(counter, "J00", "320", "50");
    counter_build(counter, "10:40 a refused password");
}

/* The visit was at 11:10, in the dark; its identifier was taken when there was power again. */
static void power_cut(struct counter *counter) {
    at("1141013111027", NULL);
    reader.has_no_power = 1;
    counter_begin(counter, "system_down");
    read_without_card(counter, "D128760441", "0790525");
    diagnose(counter, "S610", "320", "50");
    counter_set(counter, "M13", 0, "C000");
    if (counter_build(counter, "11:10 a power cut") == JIANHE_NEEDS_MORE) {
        reader.has_no_power = 0;
        read_without_card(counter, "D128760441", "0790525");
        counter_build(counter, "11:10 a power cut, with power again");
    }
}

static void backfill(struct counter *counter, const struct kept *kept) {
    at("1141013143051", "H155739205");
    counter_begin(counter, "backfill");
    for (unsigned i = 0; i < kept->count; ++i) counter_set(counter, kept->field[i], 0, kept->text[i]);
    read_card(counter);
    diagnose(counter, "M545", "320", "50");
    counter_build(counter, "14:30 the forgotten card is brought");
}

int main(int argc, char **argv) {
    struct counter counter;
    struct kept kept;
    memset(&kept, 0, sizeof kept);
    if (argc != 2) {
        fprintf(stderr, "usage: %s UPLOAD.xml\n", argv[0]);
        return 64;
    }
    if (counter_open(&counter, argv[1])) {
        normal_visit_with_drugs(&counter);
        normal_visit_with_a_slip(&counter);
        refill_prescription(&counter);
        forgotten_card(&counter, &kept);
        refused_password(&counter);
        power_cut(&counter);
        backfill(&counter, &kept);
    }
    const int built = counter.built;
    if (!counter_close(&counter)) return 3;
    printf("%d records in %s\n", built, argv[1]);
    return 0;
}
