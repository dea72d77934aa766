#pragma once

#include <random>
#include <vector>

#include <jianhe/record_builder.h>

#include "compiler/ir/module.h"

namespace jianhe::test {

// Requests as careless callers make them: examples of a specification, of which values are left out, exchanged or made
// up, buffers cut, filled otherwise or given twice, rows added, and names mistaken. The same seed makes the same ones.
class RandomRequests {
public:
    RandomRequests(const ir::Module& module, std::uint64_t seed);

    // A changed example; of the same index mostly another one each time.
    BuildRequest next(std::size_t example);

private:
    bool happens(unsigned percent) { return random_() % 100 < percent; }
    // The same, as careless as the caller at hand.
    bool goes_wrong(unsigned percent) { return random_() % 400 < percent * carelessness_; }
    std::size_t below(std::size_t count) { return random_() % count; }
    std::string edge_value(const std::string& field);
    void change_values(BuildRequest& request);
    void change_buffers(BuildRequest& request);
    std::string changed_bytes(std::string bytes);

    const ir::Module& module_;
    std::mt19937_64 random_;
    std::vector<BuildRequest> examples_;
    unsigned carelessness_ = 4;  // up to 4
};

}  // namespace jianhe::test
