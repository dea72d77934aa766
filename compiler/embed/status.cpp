#include "compiler/embed/status.h"

#include <algorithm>

namespace jianhe::embed {
namespace {

// Not in the middle of a character.
std::size_t cut_to(std::string_view utf8, std::size_t room) noexcept {
    if (utf8.size() <= room) return utf8.size();
    while (room > 0 && (static_cast<unsigned char>(utf8[room]) & 0xC0U) == 0x80U) --room;
    return room;
}

}  // namespace

jianhe_status fail(jianhe_error* error, jianhe_status status, std::string_view text) noexcept {
    if (error == nullptr) return status;
    error->status = status;
    const std::size_t size = cut_to(text, sizeof error->text - 1);
    std::copy_n(text.data(), size, error->text);
    error->text[size] = '\0';
    return status;
}

jianhe_status succeed(jianhe_error* error) noexcept { return fail(error, JIANHE_OK, {}); }

std::string_view text_of(const char* text, std::size_t size) noexcept {
    if (text == nullptr) return {};
    return size == JIANHE_TERMINATED ? std::string_view(text) : std::string_view(text, size);
}

std::string_view text_of(const char* text) noexcept { return text_of(text, JIANHE_TERMINATED); }

jianhe_status hand_out(std::string_view text, const Room& room, jianhe_error* error) noexcept {
    if (room.size == nullptr || (room.out == nullptr && room.capacity != 0)) {
        return fail(error, JIANHE_BAD_ARGUMENT, "there is no place for the text or for its size");
    }
    *room.size = text.size();
    if (text.size() > room.capacity) {
        return fail(error, JIANHE_NO_ROOM, "the text takes " + std::to_string(text.size()) + " bytes");
    }
    if (room.out == nullptr) return succeed(error);
    std::copy_n(text.data(), text.size(), room.out);
    if (text.size() < room.capacity) room.out[text.size()] = '\0';
    return succeed(error);
}

jianhe_status fill(void* theirs, std::size_t their_size, const void* ours, std::size_t our_size,
                   jianhe_error* error) noexcept {
    if (their_size < sizeof(std::size_t)) {
        return fail(error, JIANHE_BAD_ARGUMENT, kBadStruct);
    }
    std::memcpy(theirs, ours, std::min(their_size, our_size));
    return succeed(error);
}

}  // namespace jianhe::embed
