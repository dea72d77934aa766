// The command line, the list of findings and the last line: what both front ends share.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "validator.h"

namespace peer {

struct Arguments {
    const char* file = nullptr;
    const char* list = nullptr;  // where findings are listed; none: they are counted only
    Moment received = 0;
};

// FILE TIME [LIST]; TIME as seven and six digits (1141015200000). Ends the program on wrong usage.
inline Arguments read_arguments(int argc, char** argv) {
    Arguments arguments;
    if (argc >= 3 && argc <= 4) {
        char time[13 + kPadding] = {};
        std::snprintf(time, sizeof time, "%s", argv[2]);
        if (read_moment(Text(time), arguments.received) == Fault::None) {
            arguments.file = argv[1];
            arguments.list = argc == 4 ? argv[3] : nullptr;
            return arguments;
        }
    }
    std::fprintf(stderr, "usage: %s FILE RECEIVED_AT [LIST]\nRECEIVED_AT: 1141015200000\n", argv[0]);
    std::exit(64);
}

class Output {
public:
    explicit Output(const Arguments& arguments) : arguments_(arguments), validator_(arguments.received) {
        if (arguments.list == nullptr) return;
        list_ = std::fopen(arguments.list, "wb");
        if (list_ == nullptr) fail(arguments.list);
    }
    ~Output() {
        if (list_ != nullptr) {
            flush();
            std::fclose(list_);
        }
    }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    [[noreturn]] static void fail(const char* what) {
        std::perror(what);
        std::exit(3);
    }

    void judge(const Record& record) {
        ++records_;
        if (validator_.check(record)) [[unlikely]]
            report(record);
    }

    void finish() const {
        std::printf("%s: records %llu, rejected %llu, findings %llu\n", arguments_.file, records_, rejected_,
                    findings_);
    }

private:
    [[gnu::noinline, gnu::cold]] void report(const Record& record) {
        bool rejects = false;
        for (const Finding& finding : validator_.findings()) {
            ++findings_;
            rejects = rejects || finding.disposition == Disposition::RejectRecord;
            if (list_ != nullptr) list(finding);
        }
        if (validator_.is_complete()) {
            for (const Stranger& stranger : record.strangers) {
                ++findings_;
                rejects = true;
                if (list_ == nullptr) continue;
                const bool wrong_place = stranger.kind == Stranger::Kind::WrongPlace;
                line(stranger.name, stranger.row, wrong_place ? "Y005" : "Y004", Disposition::RejectRecord);
            }
        }
        rejected_ += rejects ? 1 : 0;
    }

    void list(const Finding& finding) {
        line(name_of(finding.place), finding.row, kCodeNames[static_cast<std::size_t>(finding.code)],
             finding.disposition);
    }

    void line(std::string_view field, std::uint32_t row, std::string_view code, Disposition disposition) {
        constexpr std::string_view names[] = {"notice", "reject_order", "reject_record"};
        lines_ += std::to_string(records_);
        lines_ += '\t';
        lines_ += field;
        if (row != 0) {
            lines_ += '[';
            lines_ += std::to_string(row);
            lines_ += ']';
        }
        lines_ += '\t';
        lines_ += code;
        lines_ += '\t';
        lines_ += names[static_cast<std::size_t>(disposition)];
        lines_ += '\n';
        if (lines_.size() > (1U << 16)) flush();
    }
    void flush() {
        std::fwrite(lines_.data(), 1, lines_.size(), list_);
        lines_.clear();
    }

    static std::string name_of(Place place) {
        const auto numbered = [](char letter, unsigned number) {
            return std::string{letter, static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
        };
        if (place == kOrders) return "MB2";
        if (place == kHeader) return "MSH";
        if (place == kBody) return "MB1";
        if (place < 2) return numbered('H', place);
        if (place < kHeadFields) return numbered('M', place - 1U);
        const unsigned field = place - kOrder;
        if (field < 15) return numbered('D', field + 1);
        return field < 17 ? numbered('V', field - 14) : numbered('E', field - 16);
    }

    const Arguments& arguments_;
    Validator validator_;
    std::FILE* list_ = nullptr;
    std::string lines_;
    unsigned long long records_ = 0;
    unsigned long long rejected_ = 0;
    unsigned long long findings_ = 0;
};

}  // namespace peer
