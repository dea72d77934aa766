// A record from its element in a pugixml document: any order of fields, and what has no place.
#pragma once

#include <deque>

#include <pugixml.hpp>

#include "record.h"

namespace peer {

// Text lies in its element, CDATA and references too; comments are dropped, white text between elements as well.
inline constexpr unsigned kParseOptions =
    pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_embed_pcdata;

class DomRecord {
public:
    // A field whose text is in pieces (beside CDATA or a comment) is put together in `pieces`.
    explicit DomRecord(Record& record) : record_(record) {}

    void fill(pugi::xml_node element) {
        record_.clear();
        pieces_.clear();
        bool has_parent = false;
        for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
            const Text name = child.name();
            if (child.type() != pugi::node_element) continue;
            if (name == "MSH") {
                if (record_.has_header) {
                    stranger(Stranger::Kind::WrongPlace, name, 0);
                } else {
                    record_.has_header = true;
                    fill_fields<false>(child, 0, 2);
                }
            } else if (name == "MB" && !has_parent) {
                has_parent = true;
                fill_body(child);
            } else {
                unknown(name, 0);
            }
        }
    }

private:
    void fill_body(pugi::xml_node parent) {
        for (pugi::xml_node child = parent.first_child(); child; child = child.next_sibling()) {
            if (child.type() != pugi::node_element) continue;
            const Text name = child.name();
            if (name == "MB2") {
                record_.add_order();
                fill_fields<true>(child, 0, kOrderFields);
            } else if (name == "MB1" && !record_.has_body) {
                record_.has_body = true;
                fill_fields<false>(child, M01, kHeadFields);
            } else {
                unknown(name, 0);
            }
        }
    }

    // The number of a field in its segment; the tag's length is three, or none fits.
    template <bool IsOrder>
    static unsigned field_of(const char* tag) {
        const auto tens = static_cast<unsigned>(tag[1] - '0');
        if (tens > 9) return 255;
        const auto ones = static_cast<unsigned>(tag[2] - '0');
        if (ones > 9 || tag[3] != 0) return 255;
        const unsigned number = tens * 10 + ones;
        if (!IsOrder) {
            if (tag[0] == 'M') return number >= 1 && number <= 56 ? number + 1 : 255;
            return tag[0] == 'H' && number <= 1 ? number : 255;
        }
        if (number == 0) return 255;
        switch (tag[0]) {
            case 'D': return number <= 15 ? number - 1 : 255;
            case 'V': return number <= 2 ? number + 14 : 255;
            case 'E': return number <= 13 ? number + 16 : 255;
            default: return 255;
        }
    }

    template <bool IsOrder>
    void fill_fields(pugi::xml_node segment, unsigned from, unsigned to) {
        std::uint64_t seen = 0;
        std::uint64_t given = 0;
        Text* const texts = IsOrder ? record_.orders[record_.count - 1].text : record_.text;
        const std::uint32_t row = IsOrder ? record_.count : 0;
        for (pugi::xml_node child = segment.first_child(); child; child = child.next_sibling()) {
            if (child.type() != pugi::node_element) continue;
            const char* const tag = child.name();
            const unsigned field = field_of<IsOrder>(tag);
            if (field - from >= to - from) [[unlikely]] {
                unknown(tag, row);
            } else if ((seen >> field & 1) != 0) [[unlikely]] {
                stranger(Stranger::Kind::Repeated, tag, row);
            } else {
                seen |= bit(field);
                const Text text = text_of(child, row);
                if (is_blank(text)) continue;
                texts[field] = text;
                given |= bit(field);
            }
        }
        if (IsOrder) {
            record_.orders[record_.count - 1].given = static_cast<std::uint32_t>(given);
        } else {
            record_.given |= given;
        }
    }

    static bool is_blank(Text text) {
        for (const char c : text) {
            if (!is_white(c)) return false;
        }
        return true;
    }

    Text text_of(pugi::xml_node field, std::uint32_t row) {
        if (!field.first_child()) [[likely]]
            return field.value();  // embedded
        std::string& text = *pieces_.emplace(pieces_.end(), field.value());
        for (const pugi::xml_node& child : field) {
            if (child.type() == pugi::node_element) {
                unknown(child.name(), row);
            } else {
                text += child.value();
            }
        }
        text.append(kPadding, '\0');  // see text.h
        return Text(text).substr(0, text.size() - kPadding);
    }

    static bool is_known(const char* tag) {
        const Text name = tag;
        return name == "MSH" || name == "MB" || name == "MB1" || name == "MB2" || name == "REC" || name == "RECS" ||
               field_of<false>(tag) != 255 || field_of<true>(tag) != 255;
    }
    void unknown(Text tag, std::uint32_t row) {
        stranger(is_known(tag.data()) ? Stranger::Kind::WrongPlace : Stranger::Kind::Unknown, tag, row);
    }
    void stranger(Stranger::Kind kind, Text tag, std::uint32_t row) {
        record_.strangers.push_back({kind, static_cast<std::uint16_t>(row), std::string(tag)});
    }

    Record& record_;
    std::deque<std::string> pieces_;
};

}  // namespace peer
