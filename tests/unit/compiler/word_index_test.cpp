#include "compiler/interp/word_index.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "compiler/interp/reading.h"
#include "compiler/ir/word_range.h"

namespace jianhe {
namespace {

Date day(std::int32_t days) { return Date{days}; }

std::string random_word(std::mt19937& random) {
    std::string word(random() % 4, '0');
    for (char& c : word) c = "0123AB"[random() % 6];
    return word;
}

ir::WordRange random_members(std::mt19937& random) {
    const std::string lo = random_word(random);
    const std::string hi = random() % 4 == 0 ? random_word(random) : lo;
    return ir::word_range(lo, hi).value_or(ir::WordRange{lo, lo});
}

// Single words and ranges that overlap, the same word several times, some of them on some days only.
ir::Module random_module(std::mt19937& random) {
    ir::Module module;
    for (unsigned size = 0; size < 40; ++size) {
        ir::Set& set = module.sets.emplace_back();
        ir::CodeSet& codes = module.code_sets.emplace_back();
        for (unsigned i = 0; i < size; ++i) {
            set.members.push_back(random_members(random));
            ir::CodeSet::Row& row = codes.rows.emplace_back();
            row.code = random_members(random);
            if (random() % 2 == 0) row.valid.from = day(static_cast<std::int32_t>(random() % 10));
            if (random() % 2 == 0) row.valid.until = day(static_cast<std::int32_t>(random() % 10));
        }
    }
    return module;
}

TEST(ModuleWords, FindWhatLookingAtEachMemberFinds) {
    std::mt19937 random(1);
    for (int round = 0; round < 10; ++round) {
        const ir::Module module = random_module(random);
        ModuleWords words(module);
        int found = 0;
        for (std::size_t set = 0; set < module.sets.size(); ++set) {
            for (int i = 0; i < 200; ++i) {
                const std::string word = random_word(random);
                ASSERT_EQ(words.in_set(word, static_cast<ir::SetId>(set)), ir::in_set(word, module.sets[set])) << word;
                std::optional<Date> on;
                if (random() % 3 != 0) on = day(static_cast<std::int32_t>(random() % 12) - 1);
                const ir::CodeSet::Row* row = words.code_row(static_cast<ir::CodeSetId>(set), word, on);
                ASSERT_EQ(row, find_code_row(module.code_sets[set], word, on)) << word;
                found += row != nullptr ? 1 : 0;
            }
        }
        EXPECT_GT(found, 500);
    }
}

}  // namespace
}  // namespace jianhe
