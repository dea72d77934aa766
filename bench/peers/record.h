// One record as its text lies in the buffer. A front end fills it; the rules read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text.h"

namespace peer {

// Fields outside of rows: H00 and H01 first, then Mnn at nn + 1.
enum Head : std::uint8_t { H00, H01, M01, kHeadFields = 58 };
constexpr std::uint8_t M(int n) { return static_cast<std::uint8_t>(n + 1); }
constexpr std::uint64_t bit(unsigned field) { return std::uint64_t{1} << field; }
template <class... N>
constexpr std::uint64_t bits_of_m(N... n) {
    return (bit(M(n)) | ...);
}

// Fields of an order: D01 to D15, V01 and V02, E01 to E13.
constexpr std::uint8_t D(int n) { return static_cast<std::uint8_t>(n - 1); }
constexpr std::uint8_t V(int n) { return static_cast<std::uint8_t>(n + 14); }
constexpr std::uint8_t E(int n) { return static_cast<std::uint8_t>(n + 16); }
inline constexpr unsigned kOrderFields = 30;
constexpr std::uint32_t bit_of_order(unsigned field) { return std::uint32_t{1} << field; }

struct Order {
    Text text[kOrderFields];
    std::uint32_t given = 0;  // fields with content that is not white; `text` of the others is not read
};

// What has no place in the layout: an unknown tag, a tag of another segment, one that stands twice.
struct Stranger {
    enum class Kind : std::uint8_t { Unknown, WrongPlace, Repeated } kind;
    std::uint16_t row;  // 0: outside of rows
    std::string name;
};

struct Record {
    Text text[kHeadFields];
    std::uint64_t given = 0;
    bool has_header = false;  // MSH
    bool has_body = false;    // MB1
    std::uint32_t count = 0;  // orders
    std::vector<Order> orders = std::vector<Order>(16);
    std::vector<Stranger> strangers;

    void clear() {
        given = 0;
        has_header = has_body = false;
        count = 0;
        if (!strangers.empty()) strangers.clear();
    }
    Order& add_order() {
        if (count == orders.size()) orders.resize(orders.size() * 2);
        Order& order = orders[count++];
        order.given = 0;
        return order;
    }
};

}  // namespace peer
