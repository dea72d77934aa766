/* The C interface of Jianhe: load a specification, judge and build records, read findings, write XML.
 *
 * Pure C99. Link with -ljianhe (pkg-config jianhe), or with jianhe::c of the CMake package. docs/c-interface.md has a
 * complete program.
 *
 *     jianhe_specification *specification;
 *     jianhe_error error;
 *     if (jianhe_open_default(&specification, &error) != JIANHE_OK) return fail(error.text);
 *
 * What holds everywhere:
 *   - A function that can fail returns a jianhe_status and, where `error` is not NULL, writes why into it. No function
 *     throws, prints or ends the program.
 *   - Handles are opaque. Whoever opens one closes it; closing NULL does nothing. A handle keeps alive what it was made
 *     from, so they may be closed in any order.
 *   - A specification never changes and may be used by many threads at once. Every other handle belongs to one thread
 * at a time.
 *   - Texts given to the library are UTF-8 unless an encoding is named, and are copied. Their size is in bytes;
 *     JIANHE_TERMINATED stands for "up to the NUL".
 *   - `const char *` in a struct that the library fills is UTF-8 with a NUL at its end, never NULL unless said so, and
 *     stays as long as its comment says.
 *   - Texts that the library hands out are written into the caller's memory: `out` has room for `capacity` bytes,
 *     `*size` becomes the bytes that the text has (without a NUL, which is not counted but written where there is
 * room). Where they do not fit, nothing is written, JIANHE_NO_ROOM is returned and `*size` says what is needed; `out`
 * may be NULL while `capacity` is 0.
 *   - Each struct begins with `size`, which the caller sets: `jianhe_finding finding = {.size = sizeof finding};`.
 *     Later versions append members; a caller that was compiled before them goes on as it did.
 *   - Rows are counted from 1; 0 stands for the only row of a segment that does not repeat.
 */
#ifndef JIANHE_H
#define JIANHE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define JIANHE_API __attribute__((visibility("default")))
#else
#define JIANHE_API
#endif

#ifdef __cplusplus
#define JIANHE_NOEXCEPT noexcept
extern "C" {
#else
#define JIANHE_NOEXCEPT
#endif

/* Raised when something is added. What is there keeps its meaning and its place as long as the library is called
 * libjianhe.so.0. */
#define JIANHE_INTERFACE_VERSION 1

#define JIANHE_TERMINATED ((size_t)-1)

typedef int32_t jianhe_status;
enum {
    JIANHE_OK = 0,
    JIANHE_BAD_ARGUMENT = 1, /* a mistake of the caller: a NULL, an unknown name, a row that is not there */
    JIANHE_NO_ROOM = 2,      /* the caller's memory is too small; *size says what is needed */
    JIANHE_BAD_TEXT = 3,     /* bytes that are not of the encoding named, or that the other encoding does not have */
    JIANHE_NOT_GIVEN = 4,    /* the specification needs a value that was not supplied */
    JIANHE_NO_MEMORY = 5,
    JIANHE_UNREADABLE = 6, /* a file of the machine could not be read */
    JIANHE_INTERNAL = 7,   /* a fault of the library itself */
    /* Why a bundle is not used. */
    JIANHE_NOT_A_BUNDLE = 20,
    JIANHE_OTHER_FORMAT = 21, /* made by another version of jianhe */
    JIANHE_TRUNCATED = 22,
    JIANHE_TAMPERED_WITH = 23,
    JIANHE_UNSIGNED = 24, /* and a key was demanded */
    JIANHE_UNKNOWN_KEY = 25,
    JIANHE_TOO_OLD = 26, /* below the version that the caller names */
    JIANHE_NOT_YET_EFFECTIVE = 27
};

/* In the caller's memory. `text` has a NUL at its end and is cut where it is longer; it holds no private value. */
typedef struct jianhe_error {
    jianhe_status status;
    char text[508];
} jianhe_error;

enum { JIANHE_UTF8 = 0, JIANHE_BIG5 = 1 };

/* What follows from a finding. */
enum { JIANHE_NOTICE = 0, JIANHE_REJECT_ORDER = 1, JIANHE_REJECT_RECORD = 2, JIANHE_REJECT_FILE = 3 };

/* The verdict of a record speaks of it alone; that of an upload of all of it. A refused upload was not judged to its
 * end, and nothing of it counts as accepted. */
enum {
    JIANHE_ACCEPTED = 0,
    JIANHE_ACCEPTED_WITH_NOTICES = 1, /* of records only */
    JIANHE_ACCEPTED_IN_PART = 2,
    JIANHE_REJECTED = 3,
    JIANHE_REFUSED = 4 /* of uploads only */
};

typedef struct jianhe_specification jianhe_specification;
typedef struct jianhe_record jianhe_record;
typedef struct jianhe_validator jianhe_validator;
typedef struct jianhe_upload jianhe_upload;
typedef struct jianhe_builder jianhe_builder;

/* --- The library ------------------------------------------------------------------------------------------------- */

/* JIANHE_INTERFACE_VERSION of the library that runs, and its version such as "0.1.0". */
JIANHE_API uint32_t jianhe_interface_version(void) JIANHE_NOEXCEPT;
JIANHE_API const char* jianhe_version(void) JIANHE_NOEXCEPT;

/* A text in the other encoding. A valid Big5 character that Unicode does not have becomes U+FFFD. */
JIANHE_API jianhe_status jianhe_convert(int32_t from, const char* text, size_t text_size, int32_t to, char* out,
                                        size_t capacity, size_t* size, jianhe_error* error) JIANHE_NOEXCEPT;

/* --- Specifications ---------------------------------------------------------------------------------------------- */

/* What a bundle must be. */
typedef struct jianhe_demands {
    size_t size;
    const char* const*
        trusted_keys; /* public keys, PEM texts with a NUL at their end; none: no signature is asked for */
    size_t trusted_key_count;
    const char* at_least; /* NULL: any version */
    const char* on;       /* the day it is used for: 2025-10-15 or 1141015; NULL: today */
} jianhe_demands;

/* The specification that is part of the library. */
JIANHE_API jianhe_status jianhe_open_default(jianhe_specification** specification, jianhe_error* error) JIANHE_NOEXCEPT;
/* A bundle, made by `jianhe compile --emit bundle`. `demands` may be NULL: any whole bundle that is effective today.
 * The bytes are not needed afterwards. */
JIANHE_API jianhe_status jianhe_open_bundle(const void* bytes, size_t byte_count, const jianhe_demands* demands,
                                            jianhe_specification** specification, jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_open_bundle_file(const char* path, const jianhe_demands* demands,
                                                 jianhe_specification** specification,
                                                 jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API void jianhe_specification_close(jianhe_specification* specification) JIANHE_NOEXCEPT;

/* Texts stay as long as the specification. */
typedef struct jianhe_specification_facts {
    size_t size;
    const char* name;
    const char* label;
    const char* version;
    const char* digest;    /* "sha256:…" of the specification's files */
    const char* bundle;    /* "sha256:…" of the bundle that it came from; empty: built in */
    int32_t wire_encoding; /* JIANHE_UTF8 or JIANHE_BIG5: of the uploads it describes */
    uint32_t field_count;
    uint32_t construction_count;
    uint32_t buffer_count;
} jianhe_specification_facts;
JIANHE_API jianhe_status jianhe_describe_specification(const jianhe_specification* specification,
                                                       jianhe_specification_facts* facts,
                                                       jianhe_error* error) JIANHE_NOEXCEPT;

/* One field. Texts stay as long as the specification. */
typedef struct jianhe_field_facts {
    size_t size;
    const char* tag;
    const char* name; /* by which rules call it */
    const char* label;
    const char* segment; /* tag of the segment it stands in */
    int32_t is_repeated; /* the segment has rows */
    int32_t is_private;  /* its values are masked wherever they are shown */
} jianhe_field_facts;
/* `index` counts from 0, in declared order. */
JIANHE_API jianhe_status jianhe_describe_field(const jianhe_specification* specification, uint32_t index,
                                               jianhe_field_facts* facts, jianhe_error* error) JIANHE_NOEXCEPT;

/* The registry's text of a code, NULL where it has none. Stays as long as the specification. */
JIANHE_API const char* jianhe_code_message(const jianhe_specification* specification, const char* code) JIANHE_NOEXCEPT;

/* --- Records ----------------------------------------------------------------------------------------------------- */

JIANHE_API jianhe_status jianhe_record_open(const jianhe_specification* specification, jianhe_record** record,
                                            jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API void jianhe_record_close(jianhe_record* record) JIANHE_NOEXCEPT;
/* Empties it for the next use; the memory is kept. */
JIANHE_API void jianhe_record_clear(jianhe_record* record) JIANHE_NOEXCEPT;

/* `field` is a tag or a name. A row that is not there is made, and those before it, up to 10 000. NULL as `text` takes
 * the field away. */
JIANHE_API jianhe_status jianhe_record_set(jianhe_record* record, const char* field, uint32_t row, int32_t encoding,
                                           const char* text, size_t text_size, jianhe_error* error) JIANHE_NOEXCEPT;
/* The text of a field. `*is_present`, which may be NULL, becomes 0 where there is no such element, and the text is
 * empty. */
JIANHE_API jianhe_status jianhe_record_get(const jianhe_record* record, const char* field, uint32_t row,
                                           int32_t encoding, char* out, size_t capacity, size_t* size,
                                           int32_t* is_present, jianhe_error* error) JIANHE_NOEXCEPT;
/* As jianhe_record_get in UTF-8, as it may be shown and logged: private values are masked. */
JIANHE_API jianhe_status jianhe_record_shown(const jianhe_record* record, const char* field, uint32_t row, char* out,
                                             size_t capacity, size_t* size, jianhe_error* error) JIANHE_NOEXCEPT;
/* Rows of a segment, named by its tag or its rows' name. */
JIANHE_API jianhe_status jianhe_record_rows(const jianhe_record* record, const char* segment, uint32_t* rows,
                                            jianhe_error* error) JIANHE_NOEXCEPT;

/* --- XML --------------------------------------------------------------------------------------------------------- */

/* An upload is begin, records, end, one behind the other. */
JIANHE_API jianhe_status jianhe_xml_begin(const jianhe_specification* specification, int32_t encoding, char* out,
                                          size_t capacity, size_t* size, jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_xml_record(const jianhe_record* record, int32_t encoding, char* out, size_t capacity,
                                           size_t* size, jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_xml_end(const jianhe_specification* specification, int32_t encoding, char* out,
                                        size_t capacity, size_t* size, jianhe_error* error) JIANHE_NOEXCEPT;

/* --- Judging ----------------------------------------------------------------------------------------------------- */

/* A value that the specification asks of whoever judges, such as a day of switch-over. */
typedef struct jianhe_given {
    const char* name;
    const char* text;
} jianhe_given;

/* What is supplied for judging. */
typedef struct jianhe_supplies {
    size_t size;
    const char* received_at; /* 2025-10-15T20:00:00 or 1141015200000; NULL: the computer's time at opening */
    const jianhe_given* givens;
    size_t given_count;
    const char* master_folder;       /* with NAME.csv of each master table; NULL: none */
    const char* const* raised_codes; /* whose notices count as the rule's `may reject` says */
    size_t raised_code_count;
} jianhe_supplies;

/* `supplies` may be NULL. */
JIANHE_API jianhe_status jianhe_validator_open(const jianhe_specification* specification,
                                               const jianhe_supplies* supplies, jianhe_validator** validator,
                                               jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API void jianhe_validator_close(jianhe_validator* validator) JIANHE_NOEXCEPT;

/* Judges a record of the same specification by itself; its findings are then read from the validator. */
JIANHE_API jianhe_status jianhe_validate_record(jianhe_validator* validator, const jianhe_record* record,
                                                int32_t* verdict, jianhe_error* error) JIANHE_NOEXCEPT;

/* Texts stay until the handle that it was read from judges again. */
typedef struct jianhe_finding {
    size_t size;
    const char* field; /* tag of a field or a segment, or the name of an element that has no place */
    const char* code;  /* with `field` the pair that the authority would return */
    const char* message;
    uint32_t row;
    int32_t disposition;
} jianhe_finding;
/* A rule that could not be judged because something was not supplied. */
typedef struct jianhe_not_checked {
    size_t size;
    const char* code;
    const char* needs;   /* what kind of thing, or the name of a given value */
    const char* missing; /* of a master table or a provider: its name; else empty */
} jianhe_not_checked;

/* Of the record that was judged last, in reporting order; `index` counts from 0. */
JIANHE_API uint32_t jianhe_finding_count(const jianhe_validator* validator) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_get_finding(const jianhe_validator* validator, uint32_t index, jianhe_finding* finding,
                                            jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API uint32_t jianhe_not_checked_count(const jianhe_validator* validator) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_get_not_checked(const jianhe_validator* validator, uint32_t index,
                                                jianhe_not_checked* entry, jianhe_error* error) JIANHE_NOEXCEPT;

/* --- Whole uploads ----------------------------------------------------------------------------------------------- */

/* Reads an upload record by record. The bytes must stay until it is closed; the validator judges nothing else
 * meanwhile. */
JIANHE_API jianhe_status jianhe_upload_open(jianhe_validator* validator, const void* bytes, size_t byte_count,
                                            jianhe_upload** upload, jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API void jianhe_upload_close(jianhe_upload* upload) JIANHE_NOEXCEPT;
/* Judges the next record; its findings are read from the validator. `*record` becomes NULL at the end; otherwise it is
 * the upload's own and stays until the next call. `verdict` may be NULL. */
JIANHE_API jianhe_status jianhe_upload_next(jianhe_upload* upload, const jianhe_record** record, int32_t* verdict,
                                            jianhe_error* error) JIANHE_NOEXCEPT;

typedef struct jianhe_upload_facts {
    size_t size;
    int32_t verdict;
    uint32_t finding_count; /* of the upload itself, such as a broken envelope */
    uint64_t records;
    uint64_t accepted;
    uint64_t accepted_with_notices;
    uint64_t accepted_in_part;
    uint64_t rejected;
    uint64_t orders;
} jianhe_upload_facts;
/* Once jianhe_upload_next has come to the end. */
JIANHE_API jianhe_status jianhe_describe_upload(const jianhe_upload* upload, jianhe_upload_facts* facts,
                                                jianhe_error* error) JIANHE_NOEXCEPT;
/* The upload's own findings. Texts stay as long as the upload. */
JIANHE_API jianhe_status jianhe_get_upload_finding(const jianhe_upload* upload, uint32_t index, jianhe_finding* finding,
                                                   jianhe_error* error) JIANHE_NOEXCEPT;

/* --- Building ---------------------------------------------------------------------------------------------------- */

/* Builds one record by a construction of the specification, from what the caller knows and what its card reader
 * returned, and judges it:
 *
 *     jianhe_builder_begin(builder, "visit", &error);
 *     jianhe_builder_buffer(builder, "visit_slip", bytes, count, &error);
 *     jianhe_builder_set(builder, "P07", 0, JIANHE_UTF8, "01", JIANHE_TERMINATED, &error);
 *     jianhe_builder_build(builder, &outcome, &error);
 *     if (outcome == JIANHE_BUILT) write(jianhe_builder_record(builder));
 */
enum {
    JIANHE_BUILT = 0,        /* the record is whole and nothing rejects it */
    JIANHE_KEPT = 1,         /* nothing is to be uploaded now; what is kept is for a later construction */
    JIANHE_NEEDS_MORE = 2,   /* the needs say what is missing; nothing else stands in the way */
    JIANHE_BUILD_REFUSED = 3 /* the refusals say what stands in the way; there may be needs as well */
};

/* Of specifications: `index` counts from 0. Texts stay as long as the specification. */
typedef struct jianhe_construction_facts {
    size_t size;
    const char* name;
    const char* label;
    const char* kept_for;  /* not empty: nothing is uploaded, what is kept is for that construction */
    uint32_t buffer_count; /* that it takes */
} jianhe_construction_facts;
typedef struct jianhe_buffer_facts {
    size_t size;
    const char* name;
    const char* label;
    uint32_t byte_count; /* a buffer of another size is refused */
} jianhe_buffer_facts;
JIANHE_API jianhe_status jianhe_describe_construction(const jianhe_specification* specification, uint32_t index,
                                                      jianhe_construction_facts* facts,
                                                      jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_describe_buffer(const jianhe_specification* specification, uint32_t index,
                                                jianhe_buffer_facts* facts, jianhe_error* error) JIANHE_NOEXCEPT;
/* The `place`-th buffer that a construction takes, by its index. */
JIANHE_API jianhe_status jianhe_construction_buffer(const jianhe_specification* specification, uint32_t construction,
                                                    uint32_t place, uint32_t* buffer,
                                                    jianhe_error* error) JIANHE_NOEXCEPT;

/* `supplies` may be NULL. */
JIANHE_API jianhe_status jianhe_builder_open(const jianhe_specification* specification, const jianhe_supplies* supplies,
                                             jianhe_builder** builder, jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API void jianhe_builder_close(jianhe_builder* builder) JIANHE_NOEXCEPT;
/* Forgets the record before and begins one by this construction. */
JIANHE_API jianhe_status jianhe_builder_begin(jianhe_builder* builder, const char* construction,
                                              jianhe_error* error) JIANHE_NOEXCEPT;
/* A value of the caller. It is never overwritten; set again, the last one stands. An empty text counts as not given. */
JIANHE_API jianhe_status jianhe_builder_set(jianhe_builder* builder, const char* field, uint32_t row, int32_t encoding,
                                            const char* text, size_t text_size, jianhe_error* error) JIANHE_NOEXCEPT;
/* What a device returned: its bytes, whole, as they came. */
JIANHE_API jianhe_status jianhe_builder_buffer(jianhe_builder* builder, const char* name, const void* bytes,
                                               size_t byte_count, jianhe_error* error) JIANHE_NOEXCEPT;
/* At least so many rows, also where no value stands in them. `rows` is the rows' name or the tag of their segment. */
JIANHE_API jianhe_status jianhe_builder_rows(jianhe_builder* builder, const char* rows, uint32_t count,
                                             jianhe_error* error) JIANHE_NOEXCEPT;
/* Not 0: texts of needs, refusals and remarks show private values as they are. */
JIANHE_API jianhe_status jianhe_builder_show_ids(jianhe_builder* builder, int32_t shown,
                                                 jianhe_error* error) JIANHE_NOEXCEPT;
/* `*outcome` becomes JIANHE_BUILT or what follows it. More may be set afterwards, and built again. */
JIANHE_API jianhe_status jianhe_builder_build(jianhe_builder* builder, int32_t* outcome,
                                              jianhe_error* error) JIANHE_NOEXCEPT;
/* The builder's own, as far as it could be filled; stays until the builder builds again or is closed. */
JIANHE_API const jianhe_record* jianhe_builder_record(const jianhe_builder* builder) JIANHE_NOEXCEPT;

/* What came of the last build. Texts here and below stay until the builder builds again or is closed. */
typedef struct jianhe_outcome_facts {
    size_t size;
    int32_t outcome;
    uint32_t need_count;
    uint32_t refusal_count;
    uint32_t remark_count;
    uint32_t kept_count;
    uint32_t finding_count; /* of the built record: notices */
    const char* kept_for;   /* the construction that the kept values are for; else empty */
} jianhe_outcome_facts;
/* A value that is missing. */
typedef struct jianhe_need {
    size_t size;
    const char* field; /* a segment's tag where a row is missing */
    const char* label;
    const char* reason; /* the conditions that ask for it, with their values; may be empty */
    const char* code;   /* what a validator would report; empty: the construction itself asks */
    const char* text;   /* all of it, for people */
    uint32_t row;
} jianhe_need;
/* What cannot be made right by giving more. */
typedef struct jianhe_refusal {
    size_t size;
    const char* field; /* empty: the request as a whole */
    const char* code;  /* empty: the request or a clause of the construction refuses */
    const char* message;
    const char* text; /* all of it, for people, with where each value has come from */
    const char* file; /* the rule or clause that stands in the way; empty: a built-in check */
    uint32_t line;
    uint32_t row;
} jianhe_refusal;
/* What the caller should know of a record that is built all the same. */
typedef struct jianhe_remark {
    size_t size;
    const char* field;
    const char* text;
    uint32_t row;
} jianhe_remark;
/* A value to be kept for a later construction. It is not masked. */
typedef struct jianhe_kept_value {
    size_t size;
    const char* field;
    const char* text;
    uint32_t row;
} jianhe_kept_value;
JIANHE_API jianhe_status jianhe_describe_outcome(const jianhe_builder* builder, jianhe_outcome_facts* facts,
                                                 jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_get_need(const jianhe_builder* builder, uint32_t index, jianhe_need* need,
                                         jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_get_refusal(const jianhe_builder* builder, uint32_t index, jianhe_refusal* refusal,
                                            jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_get_remark(const jianhe_builder* builder, uint32_t index, jianhe_remark* remark,
                                           jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_get_kept_value(const jianhe_builder* builder, uint32_t index, jianhe_kept_value* value,
                                               jianhe_error* error) JIANHE_NOEXCEPT;
JIANHE_API jianhe_status jianhe_get_built_finding(const jianhe_builder* builder, uint32_t index,
                                                  jianhe_finding* finding, jianhe_error* error) JIANHE_NOEXCEPT;
/* Where a field's text has come from, for people: the caller, a buffer, or a clause and its line. Empty: the field is
 * empty. */
JIANHE_API jianhe_status jianhe_builder_origin(const jianhe_builder* builder, const char* field, uint32_t row,
                                               char* out, size_t capacity, size_t* size,
                                               jianhe_error* error) JIANHE_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
