#include "reader.h"

#include <stddef.h>
#include <string.h>

/* The day of this example, patient by patient: what the health insurance's server would answer. */
struct visit {
    const char *at;
    const char *person;
    const char *birthday;
    const char *card;
    const char *serial;
    const char *identifier;
};
static const struct visit kVisits[] = {
    {"1141013083012", "A227144031", "0750312", "000012345678", "0037", "0V7K2MA22123D3CJF9HN"},
    {"1141013085240", "B120456313", "0610904", "000023456781", "0012", "0V7K2MB11J1KM3CJFAPA"},
    {"1141013092005", "F223819470", "0481130", "000034567812", "0051", "0V7K2MF21SLH93CJFC3P"},
    {"1141013100518", "H155739205", "0830217", "000045678123", "", "0V7K2MH145TQU3CJFEFG"},
    {"1141013104033", "K206648159", "0420708", "000056781234", "", "0V7K2MK20GX3D3CJFG9P"},
    {"1141013111027", "D128760441", "0790525", "000067812345", "", "0V7K2MD1255XJ3CJFHUF"},
    {"1141013143051", "H155739205", "0830217", "000045678123", "0009", "0V7K2MH145TQU3CJFU83"},
};
static const char kFacility[] = "3501990015";
static const char kSam[] = "000000103501";

static const struct visit *find_visit(const char *at, const char *person) {
    for (size_t i = 0; i < sizeof kVisits / sizeof *kVisits; ++i) {
        if (strcmp(kVisits[i].at, at) == 0 && strcmp(kVisits[i].person, person) == 0) return &kVisits[i];
    }
    return NULL;
}

/* Base64 that says nothing, different for each seed. */
static void sign(char *out, size_t size, unsigned seed) {
    static const char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; ++i) {
        seed = seed * 1103515245u + 12345u;
        out[i] = kDigits[(seed >> 16) % 64];
    }
}

static unsigned seed_of(const struct reader *reader) {
    unsigned seed = 17;
    for (const char *at = reader->now; *at != '\0'; ++at) seed = seed * 31u + (unsigned char)*at;
    return seed;
}

/* Parts of a buffer are filled with blanks. */
static void put(char *part, size_t size, const char *text) {
    const size_t length = strlen(text);
    memset(part, ' ', size);
    memcpy(part, text, length < size ? length : size);
}

static int is_ready(const struct reader *reader) {
    if (reader->has_no_power) return READER_NO_POWER;
    if (reader->card_of == NULL) return READER_NO_CARD;
    return reader->password_is_refused ? READER_PASSWORD_REFUSED : READER_OK;
}

int reader_basic_data(const struct reader *reader, struct card *card) {
    const int status = is_ready(reader);
    if (status != READER_OK) return status;
    const struct visit *visit = find_visit(reader->now, reader->card_of);
    if (visit == NULL) return READER_NO_CARD;
    strcpy(card->number, visit->card);
    strcpy(card->person, visit->person);
    strcpy(card->birthday, visit->birthday);
    return READER_OK;
}

int reader_seq_number_256n1(const struct reader *reader, char buffer[SEQ_NUMBER_256N1_BYTES]) {
    const int status = is_ready(reader);
    if (status != READER_OK) return status;
    const struct visit *visit = find_visit(reader->now, reader->card_of);
    if (visit == NULL) return READER_NO_CARD;
    put(buffer, 13, visit->at);
    put(buffer + 13, 4, visit->serial);
    put(buffer + 17, 10, kFacility);
    sign(buffer + 27, 256, seed_of(reader));
    put(buffer + 283, 12, kSam);
    put(buffer + 295, 1, "N");
    put(buffer + 296, 20, visit->identifier);
    return READER_OK;
}

int reader_treat_num_no_card(const struct reader *reader, const char *person, char buffer[TREAT_NUM_NO_CARD_BYTES]) {
    if (reader->has_no_power) return READER_NO_POWER;
    const struct visit *visit = find_visit(reader->now, person);
    if (visit == NULL) return READER_NO_CARD;
    put(buffer, 13, visit->at);
    put(buffer + 13, 10, kFacility);
    put(buffer + 23, 20, visit->identifier);
    return READER_OK;
}

int reader_sign_order(const struct reader *reader, int position, char signature[ORDER_SIGNATURE_BYTES + 1]) {
    const int status = is_ready(reader);
    if (status != READER_OK) return status;
    sign(signature, ORDER_SIGNATURE_BYTES, seed_of(reader) + (unsigned)position);
    signature[ORDER_SIGNATURE_BYTES] = '\0';
    return READER_OK;
}
