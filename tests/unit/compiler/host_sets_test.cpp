#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "compiler/ir/word_range.h"
#include "compiler/jit/host.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::jit {
namespace {

ir::Set set_of(const std::vector<std::pair<std::string, std::string>>& ranges) {
    ir::Set set;
    for (const auto& [lo, hi] : ranges) set.members.push_back(ir::word_range(lo, hi).value());
    return set;
}

// Every text of up to four characters, some of them longer than a byte, and one that is longer than is told apart.
std::vector<std::string> many_words() {
    std::vector<std::string> words{""};
    for (std::size_t first = 0, length = 1; length <= 4; ++length) {
        const std::size_t last = words.size();
        for (; first < last; ++first) {
            for (const char* more : {"0", "4", "9", "A", "P", "Z", "z", "-", "\xE5\xB0\x8F"})
                words.push_back(words[first] + more);
        }
    }
    words.push_back("P" + std::string(40, '4'));
    return words;
}

TEST(HostSets, NoMemberIsPassedOver) {
    ir::Module module = make_tiny_module();
    module.sets = {set_of({{"P04", "P49"}, {"Z", "Z"}, {"9999", "9999"}}),
                   set_of({{"\xE5\xB0\x8F"
                            "A",
                            "\xE5\xB0\x8F"
                            "P"},
                           {"A0", "P9"}}),
                   set_of({{"P" + std::string(40, '0'), "P" + std::string(40, '9')}}), set_of({{"0", "9"}})};
    const Plan plan = make_plan(module);
    const Supplied nothing;
    const Host host(module, plan, nothing);
    for (std::size_t i = 0; i < module.sets.size(); ++i) {
        std::size_t members = 0;
        std::size_t passed_over = 0;
        for (const std::string& word : many_words()) {
            const bool may_have = host.characters[i].may_have(word);
            if (!may_have) ++passed_over;
            if (!ir::in_set(word, module.sets[i])) continue;
            ++members;
            EXPECT_TRUE(may_have) << i << " " << word;
        }
        EXPECT_NE(members, 0U) << i;
        EXPECT_GT(passed_over, 4000U) << i;
    }
}

}  // namespace
}  // namespace jianhe::jit
