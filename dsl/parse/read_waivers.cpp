#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {

std::vector<Waiver> TreeReader::waivers(const std::vector<JianheParser::WaiverContext*>& nodes) {
    std::vector<Waiver> result;
    for (JianheParser::WaiverContext* node : nodes) {
        if (node->exception == nullptr) {
            result.push_back({name(node->word()), name(node->STRING()->getSymbol())});
        }
    }
    return result;
}

}  // namespace jianhe::dsl
