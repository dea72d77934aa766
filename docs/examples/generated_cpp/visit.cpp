// Builds one record as a clinic would after a card read, checks it, repairs what is wrong and writes the upload.
#include <array>
#include <cstdio>
#include <fstream>
#include <span>
#include <string>

#include <jianhe/upload_writer.h>

#include "nhi_upload.h"

using namespace nhi_upload;

namespace {

void fill(Record& record) {
    const jianhe::DateTime now{jianhe::midnight(jianhe::date_of_civil({2025, 10, 13})).seconds + 9 * 3600 + 930};
    record.data_type(DataType::visit).data_format(DataFormat::normal_upload);
    record.sam_code("000000103501").card_number("000012345678").security_signature(std::string(256, 'S'));
    record.patient_id_number("A227144031").birth_date(jianhe::date_of_civil({1986, 3, 12}));
    record.facility_code("3501990015")
        .clinician_id_number("C120048170")
        .facility_category(FacilityCategory::western_clinic);
    record.visit_category(VisitCategory::western).visit_datetime(now).visit_serial("0037");
    record.visit_identifier("0V7K2MA22123D3CJFBVL");
    record.supply_days(3).dispense_mode(DispenseMode::in_house).dispensable_count_ordinary(1);
    record.diagnosis_main("J069").outpatient_fee(512).outpatient_copay(50).copay_3(0);
    record.payment_category(PaymentCategory::disease);

    Order order = record.add_order();
    order.order_visit_datetime(now).order_type(OrderType::drug).order_sequence(1).item_code("AC48152100");
    order.prescription_kind(PrescriptionKind::ordinary).order_dispense_mode(OrderDispenseMode::in_house);
    order.frequency("TID").days(3).total_quantity(jianhe::generated::Decimal<1>{90}).route("PO").remark("飯後服用");
    order.order_signature(std::string(40, 'S'));
}

// Says what the validator found; true: nothing that rejects the record.
bool is_accepted(Validator& validator, const Record& record) {
    std::array<Finding, 64> findings;
    const Summary summary = validator.check(record, findings);
    for (const Finding& finding : std::span(findings).first(summary.written)) {
        std::printf("%.*s %.*s\n", static_cast<int>(finding.field.size()), finding.field.data(),
                    static_cast<int>(finding.code.size()), finding.code.data());
    }
    return summary.verdict == jianhe::RecordVerdict::Accepted ||
           summary.verdict == jianhe::RecordVerdict::AcceptedWithNotices;
}

}  // namespace

int main(int argc, char** argv) {
    Supplies supplies;
    supplies.received_at({jianhe::midnight(jianhe::date_of_civil({2025, 10, 14})).seconds});
    Validator validator(supplies);

    Record record;
    fill(record);
    record.backfill_mark(BackfillMark::no_actual_identifier);  // 補卡 without M49 and M52
    if (is_accepted(validator, record)) return 1;

    record.backfill_mark(BackfillMark::normal);
    if (!is_accepted(validator, record)) return 1;

    const jianhe::UploadWriter writer(specification(), specification().wire_encoding);
    std::string upload;
    writer.begin(upload);
    if (const auto written = writer.record(record.record(), upload); !written) {
        std::printf("%s\n", written.error().text.c_str());
        return 1;
    }
    writer.end(upload);
    std::printf("accepted, %zu bytes of Big5\n", upload.size());
    if (argc > 1) std::ofstream(argv[1], std::ios::binary) << upload;
}
