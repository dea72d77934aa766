// One record element -> Record, by pugixml.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <jianhe/limits.h>
#include <jianhe/record.h>

namespace jianhe::xml {

class RecordParser {
public:
    RecordParser(const RecordLayout& layout, const Limits& limits);
    ~RecordParser();

    // `element` is a whole record element that the scanner has found well-formed. The result says why the record cannot
    // be held (no end of rows, no memory); empty when all is well. The record is meaningless otherwise.
    std::string_view parse(std::string_view element, Record& record);

private:
    class Document;

    const RecordLayout& layout_;
    Limits limits_;
    std::string buffer_;  // pugixml writes into what it parses
    std::unique_ptr<Document> document_;
};

}  // namespace jianhe::xml
