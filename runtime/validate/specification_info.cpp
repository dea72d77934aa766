#include <jianhe/encoding.h>
#include <jianhe/specification_info.h>

namespace jianhe {

std::string_view SpecificationInfo::message(std::string_view code) const noexcept {
    const auto found = codes.find(code);
    return found == codes.end() ? std::string_view{} : std::string_view{found->second.message};
}

// A code that the registry does not hold rejects the record: the side on which nothing wrong is let through.
Disposition SpecificationInfo::disposition(std::string_view code) const noexcept {
    const auto found = codes.find(code);
    return found == codes.end() ? Disposition::RejectRecord : found->second.disposition;
}

std::string shown_value(const SpecificationInfo& info, const Record& record, FieldIndex field, bool show_ids,
                        std::uint32_t row) {
    const std::string_view raw = record.get(field, row).text;
    std::string text = record.encoding() == TextEncoding::Big5 ? big5_to_utf8(raw) : std::string{raw};
    return show_ids ? text : mask(text, info.mask_of(field));
}

}  // namespace jianhe
