#include <algorithm>

#include <jianhe/bulk.h>

namespace jianhe {

void Tally::take_away(const NotChecked& entry) {
    const auto found = not_checked.find(entry);
    if (found != not_checked.end()) {
        if (--found->second == 0) not_checked.erase(found);
        return;
    }
    if (by_number.empty()) return;
    const auto number =
        static_cast<std::size_t>(std::find(numbered->begin(), numbered->end(), entry) - numbered->begin());
    if (number < by_number.size() && by_number[number] != 0) --by_number[number];
}

void Tally::clear_not_checked() noexcept {
    not_checked.clear();
    by_number.clear();
}

}  // namespace jianhe
