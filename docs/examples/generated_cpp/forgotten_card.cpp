// A forgotten card: in the morning the visit's identifier is taken without a card and kept, in the afternoon the card
// is brought and the visit is uploaded. What the counter forgets, the builder asks for.
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

#include <jianhe/upload_writer.h>

#include "nhi_upload.h"

using namespace nhi_upload;

namespace {

void say(const char* what, std::string_view text) {
    std::printf("%s %.*s\n", what, static_cast<int>(text.size()), text.data());
}

// What the readers return, with invented contents. Parts are filled up with blanks.
const std::string kWithoutCard = "114100814300535019900150V7K2MA22123D3CJ4UGV";
const std::string kWithCard =
    "114101309153000383501990015" + std::string(256, 'S') + "000000103501N0V7K2MA22123D3CJFBVL";

// The patient pays today, and nothing is uploaded.
Backfill forget_card(Builder& builder) {
    CardForgotten visit;
    visit.patient_id_number("A227144031").birth_date("0750312");
    visit.from_treat_num_no_card(kWithoutCard);
    Backfill later;
    later.take(builder.build(visit).kept);
    return later;
}

}  // namespace

int main(int argc, char** argv) {
    Supplies supplies;
    supplies.received_at({jianhe::midnight(jianhe::date_of_civil({2025, 10, 14})).seconds});
    Builder builder(supplies);

    Backfill visit = forget_card(builder);
    visit.from_seq_number_256n1(kWithCard).card_number("000012345678");
    visit.clinician_id_number("C120048170").visit_category(VisitCategory::western);
    visit.diagnosis_main("J069").outpatient_fee(512);

    const Outcome lacking = builder.build(visit);
    for (const Need& need : lacking.needs) say("needs", need.text);  // M51: 給付類別 is needed because H01 = A
    if (!lacking.needs_more()) return 1;

    visit.payment_category(PaymentCategory::disease).backfill_mark(BackfillMark::no_actual_identifier);
    const Outcome refused = builder.build(visit);
    for (const Refusal& refusal : refused.refusals) say("refused", refusal.text);  // M52: D054 …
    if (!refused.is_refused()) return 1;

    visit.forget(Field::backfill_mark);  // it follows: there is an identifier
    const Outcome outcome = builder.build(visit);
    if (!outcome.is_built()) return 1;
    say("M12 =", outcome.record.backfill_mark());
    if (const auto origin = builder.origin(Field::backfill_mark)) say("from a clause of", origin->file);

    const jianhe::UploadWriter writer(specification(), specification().wire_encoding);
    std::string upload;
    writer.begin(upload);
    if (const auto written = writer.record(outcome.record.record(), upload); !written) {
        say("not written:", written.error().text);
        return 1;
    }
    writer.end(upload);
    if (argc > 1) std::ofstream(argv[1], std::ios::binary) << upload;
}
