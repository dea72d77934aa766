/* A card reader that is not there: it answers as the control software of a real one does, with the same buffers, byte
 * for byte (316 of hisGetSeqNumber256N1, 43 of hisGetTreatNumNoICCard). What it returns was made up, the persons too.
 * Replace reader.c by calls of the reader's library; nothing else of the example changes. */
#ifndef READER_H
#define READER_H

#ifdef __cplusplus
extern "C" {
#endif

/* Of this simulation; a real reader's library has its own. */
enum { READER_OK = 0, READER_NO_CARD = 1, READER_PASSWORD_REFUSED = 2, READER_NO_POWER = 3 };

enum { SEQ_NUMBER_256N1_BYTES = 316, TREAT_NUM_NO_CARD_BYTES = 43, ORDER_SIGNATURE_BYTES = 40 };

/* Time of the reader's clock: 13 ROC digits. The card that lies in it: the number of a person, or NULL. */
struct reader {
    const char* now;
    const char* card_of;
    int password_is_refused;
    int has_no_power;
};

/* What stands on the card itself. */
struct card {
    char number[13];
    char person[11];
    char birthday[8];
};
int reader_basic_data(const struct reader* reader, struct card* card);

/* A visit with a card: time, serial, facility, signature, SAM, same-day flag, identifier. */
int reader_seq_number_256n1(const struct reader* reader, char buffer[SEQ_NUMBER_256N1_BYTES]);

/* A visit without one: time, facility, identifier. */
int reader_treat_num_no_card(const struct reader* reader, const char* person, char buffer[TREAT_NUM_NO_CARD_BYTES]);

/* The signature of the `position`-th order of a visit. */
int reader_sign_order(const struct reader* reader, int position, char signature[ORDER_SIGNATURE_BYTES + 1]);

#ifdef __cplusplus
}
#endif

#endif
