#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace jianhe::test {

// One golden file, or the sample of an error page, taken apart. What directs the test stands in comments:
//   // RUN: check                      the phase it goes through
//   // EXPECT: @+1:27: error[T203]: …  a diagnostic, its line counted from this one
//   // EXPECT: codes.csv:2:1: error[C401]: …   one in a further file;  // EXPECT: warning[P199]: …   one about no place
//   // ONLY: P199                      compare the diagnostics of this code alone
//   // FILE: codesets/x.csv            a further file; its lines follow as comments
//   // | code,label_zh
//   // |BYTES: 41 FF                   a line of a further file that cannot be written as text
//   // BYTES: 22 FF 22                 a line of the input that cannot be written as text
//   // REPEAT 200: rule                so many copies of a line
struct GoldenInput {
    struct Expected {
        std::size_t line = 0;  // of the comment, from 1
        std::string text;      // "@+1:27: error[T203]: …" as written
    };
    std::string phase;
    std::string rules;  // what is compiled: the comments stay, so that lines keep their numbers
    std::map<std::string, std::string> files;
    std::vector<Expected> expected;
    std::string only;
};

GoldenInput read_golden(std::string_view text);

// The text without its EXPECT lines.
std::string without_expectations(std::string_view text);

std::vector<std::string> split_lines(std::string_view text);

}  // namespace jianhe::test
