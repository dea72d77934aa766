#include "counter.h"

#include <iostream>

using namespace nhi_upload;

Counter::Counter(const std::string& upload_path, jianhe::DateTime sent_at)
    : builder_(supplies(sent_at)),
      writer_(specification(), specification().wire_encoding),
      upload_(upload_path, std::ios::binary) {
    std::string xml;
    writer_.begin(xml);
    upload_ << xml;
}

Supplies Counter::supplies(jianhe::DateTime sent_at) {
    Supplies all;
    all.received_at(sent_at);
    return all;
}

Outcome Counter::build(const Request& request, std::string_view title) {
    const Outcome outcome = builder_.build(request);
    show(outcome, title);
    if (outcome.is_built()) {
        std::string xml;
        if (const auto written = writer_.record(outcome.record.record(), xml); !written) {
            std::cerr << written.error().text << '\n';
            failed_ = true;
        }
        upload_ << xml;
        ++built_;
    }
    return outcome;
}

bool Counter::close() {
    std::string xml;
    writer_.end(xml);
    upload_ << xml;
    upload_.close();
    return !failed_ && !upload_.fail();
}

void Counter::show(const Outcome& outcome, std::string_view title) const {
    const char* became = outcome.is_built()     ? "built"
                         : outcome.is_kept()    ? "kept for later"
                         : outcome.needs_more() ? "needs more"
                                                : "refused";
    std::cout << title << ": " << became << '\n';
    for (const Need& need : outcome.needs) std::cout << "    needs    " << need.text << '\n';
    for (const Refusal& refusal : outcome.refusals) std::cout << "    refused  " << refusal.text << '\n';
    for (const Remark& remark : outcome.remarks) std::cout << "    remark   " << remark.text << '\n';
}
