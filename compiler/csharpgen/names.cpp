#include "compiler/csharpgen/names.h"

#include <utility>

namespace jianhe::csharpgen {
namespace {

char upper(char letter) noexcept {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

}  // namespace

std::string pascal_case(std::string_view name) {
    std::string text;
    bool begins_word = true;
    for (const char letter : name) {
        if (letter == '_') {
            begins_word = true;
            continue;
        }
        text.push_back(begins_word ? upper(letter) : letter);
        begins_word = false;
    }
    return text;
}

std::string Names::take(std::string_view name, std::string_view tag) {
    std::string wanted = pascal_case(name);
    if (!taken_.insert(wanted).second) {
        wanted += pascal_case(tag);
        taken_.insert(wanted);
    }
    return wanted;
}

}  // namespace jianhe::csharpgen
