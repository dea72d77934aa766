// A morning at a clinic, as ../clinic has it in C: a runtime that reads cards, builds records, and hands in the day's
// upload. Persons, cards and prescriptions are made up.
//
//     morning UPLOAD.xml
#include <iostream>

#include "../clinic/reader.h"
#include "counter.h"

using namespace nhi_upload;

namespace {

// A new patient stands at the counter.
reader at(const char* time, const char* card_of) {
    reader device{};
    device.now = time;
    device.card_of = card_of;
    return device;
}

// Time, serial, signature and identifier of a visit with a card come from the reader, nothing of them is typed.
template <class Visit>
void read_card(Visit& visit, const reader& device) {
    card on_it;
    if (reader_basic_data(&device, &on_it) == READER_OK) {
        visit.card_number(on_it.number).patient_id_number(on_it.person).birth_date(on_it.birthday);
    }
    char buffer[SeqNumber256n1::size];
    if (reader_seq_number_256n1(&device, buffer) == READER_OK) visit.from_seq_number_256n1(buffer);
}

template <class Visit>
void read_without_card(Visit& visit, const reader& device, const char* person, const char* birthday) {
    visit.patient_id_number(person).birth_date(birthday);
    char buffer[TreatNumNoCard::size];
    if (reader_treat_num_no_card(&device, person, buffer) == READER_OK) visit.from_treat_num_no_card(buffer);
}

// What the physician has entered.
void diagnose(Request& visit, const char* diagnosis, int fee, int copayment) {
    visit.clinician_id_number("C120048170").visit_category(VisitCategory::western);
    visit.facility_category(FacilityCategory::western_clinic);
    visit.diagnosis_main(diagnosis).outpatient_fee(fee).outpatient_copay(copayment).copay_3(0);
    visit.payment_category(PaymentCategory::disease);
}

Order prescribe(Request& visit, const reader& device, const char* drug, const char* frequency, int days, int tablets) {
    Order order = visit.add_order();
    order.order_type(OrderType::drug).order_dispense_mode(OrderDispenseMode::in_house).item_code(drug);
    order.frequency(frequency).days(days).total_quantity(jianhe::generated::Decimal<1>{10 * tablets}).route("PO");
    char signature[ORDER_SIGNATURE_BYTES + 1];
    if (reader_sign_order(&device, static_cast<int>(order.number()), signature) == READER_OK) {
        order.order_signature(signature);
    }
    return order;
}

void normal_visit_with_drugs(Counter& counter) {
    const reader device = at("1141013083012", "A227144031");
    NormalVisit visit;
    read_card(visit, device);
    diagnose(visit, "J069", 512, 50);
    visit.supply_days(3);
    prescribe(visit, device, "AC48152100", "TID", 3, 9).prescription_kind(PrescriptionKind::ordinary);
    prescribe(visit, device, "BC23920100", "HS", 3, 3).prescription_kind(PrescriptionKind::ordinary);
    counter.build(visit, "08:30 a cold");
}

// The clerk has not chosen the kind of benefit; the builder says so before anything is sent, and is asked again.
void normal_visit_with_a_slip(Counter& counter) {
    const reader device = at("1141013085240", "B120456313");
    NormalVisit visit;
    read_card(visit, device);
    diagnose(visit, "R059", 320, 50);
    visit.forget(Field::payment_category);
    if (counter.build(visit, "08:52 a cough, one field forgotten").needs_more()) {
        visit.payment_category(PaymentCategory::disease);
        counter.build(visit, "08:52 a cough");
    }
}

void refill_prescription(Counter& counter) {
    const reader device = at("1141013092005", "F223819470");
    RefillInHouse visit;
    read_card(visit, device);
    diagnose(visit, "I10", 1289, 50);
    visit.supply_days(28).refill_total_days(84).dispensable_count_refill(3);
    prescribe(visit, device, "AC41923100", "QD", 28, 28);
    prescribe(visit, device, "AB46872100", "BID", 28, 56);
    counter.build(visit, "09:20 a refill prescription, three times");
}

// The patient pays, nothing is uploaded. What is kept waits in the request that the card will complete.
Backfill forgotten_card(Counter& counter) {
    const reader device = at("1141013100518", nullptr);
    CardForgotten visit;
    read_without_card(visit, device, "H155739205", "0830217");
    Backfill later;
    later.take(counter.build(visit, "10:05 a forgotten card").kept);
    return later;
}

void refused_password(Counter& counter) {
    reader device = at("1141013104033", "K206648159");
    device.password_is_refused = 1;
    PasswordRefused visit;
    read_without_card(visit, device, "K206648159", "0420708");
    diagnose(visit, "J00", 320, 50);
    counter.build(visit, "10:40 a refused password");
}

// The visit was at 11:10, in the dark; its identifier was taken when there was power again.
void power_cut(Counter& counter) {
    reader device = at("1141013111027", nullptr);
    device.has_no_power = 1;
    SystemDown visit;
    read_without_card(visit, device, "D128760441", "0790525");
    diagnose(visit, "S610", 320, 50);
    visit.visit_serial(text_of(AbnormalSerial::code_C000));  // 停電
    if (counter.build(visit, "11:10 a power cut").needs_more()) {
        device.has_no_power = 0;
        read_without_card(visit, device, "D128760441", "0790525");
        counter.build(visit, "11:10 a power cut, with power again");
    }
}

void bring_card(Counter& counter, Backfill visit) {
    const reader device = at("1141013143051", "H155739205");
    read_card(visit, device);
    diagnose(visit, "M545", 320, 50);
    counter.build(visit, "14:30 the forgotten card is brought");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " UPLOAD.xml\n";
        return 64;
    }
    const jianhe::DateTime this_evening{jianhe::midnight(jianhe::date_of_civil({2025, 10, 13})).seconds + 20 * 3600};
    Counter counter(argv[1], this_evening);
    normal_visit_with_drugs(counter);
    normal_visit_with_a_slip(counter);
    refill_prescription(counter);
    const Backfill later = forgotten_card(counter);
    refused_password(counter);
    power_cut(counter);
    bring_card(counter, later);
    if (!counter.close()) return 3;
    std::cout << counter.built() << " records in " << argv[1] << '\n';
}
