#include "compiler/generate/random_values.h"

#include <jianhe/identifier.h>

namespace jianhe::generate {

namespace {

char pick(std::string_view characters, Random& random) { return characters[random.below(characters.size())]; }

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr std::string_view kVisitAlphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string random_person_id(std::string_view like, Random& random) {
    if (classify_person_id(like) == PersonIdKind::Other) return "";
    std::string id(like);
    while (id.substr(0, 9) == like.substr(0, 9)) {
        id[0] = pick(kLetters, random);
        for (std::size_t i = 2; i < 9; ++i) id[i] = pick(kDigits, random);
    }
    for (const char digit : kDigits) {
        id[9] = digit;
        if (person_id_checksum_ok(id)) return id;
    }
    return "";
}

std::string random_visit_prefix(Random& random) {
    std::string prefix = "0";
    while (prefix.size() < 6) prefix += pick(kVisitAlphabet, random);
    return prefix;
}

std::string random_text(std::size_t length, Random& random) {
    std::string text;
    while (text.size() < length) text += pick(kBase64, random);
    return text;
}

}  // namespace jianhe::generate
