#include "compiler/driver/given_values.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <iterator>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace jianhe::driver {
namespace {

std::optional<Date> date_from(std::string_view text) {
    Date date;
    if (parse_iso_date(text, date) == Lexical::Ok || parse_roc_date(text, date) == Lexical::Ok) return date;
    return std::nullopt;
}

std::optional<DateTime> date_time_from(std::string_view text) {
    DateTime at;
    if (parse_iso_datetime(text, at) == Lexical::Ok || parse_roc_datetime(text, at) == Lexical::Ok) return at;
    return std::nullopt;
}

std::optional<std::int64_t> integer_from(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// Numbers of an `ir::Given` have no decimals.
std::optional<std::int64_t> value_of(ir::Type type, std::string_view text) {
    switch (type.kind) {
        case ir::ValueType::Date:
            if (const auto date = date_from(text)) return date->days;
            return std::nullopt;
        case ir::ValueType::DateTime:
            if (const auto at = date_time_from(text)) return at->seconds;
            return std::nullopt;
        case ir::ValueType::Number: return integer_from(text);
        case ir::ValueType::Text:
        case ir::ValueType::Truth:
        case ir::ValueType::Tuple: return std::nullopt;
    }
    return std::nullopt;
}

std::string_view expected_form(ir::Type type) noexcept {
    switch (type.kind) {
        case ir::ValueType::Date: return "a date such as 2025-10-15 or 1141015";
        case ir::ValueType::DateTime: return "a time such as 2025-10-15T20:00:00 or 1141015200000";
        case ir::ValueType::Number: return "a whole number";
        case ir::ValueType::Text:
        case ir::ValueType::Truth:
        case ir::ValueType::Tuple: break;
    }
    return "nothing: values of this type cannot be given";
}

Error unknown_name(const ir::Module& module, std::string_view name) {
    std::vector<std::string> names;
    for (const ir::Given& given : module.givens) names.push_back(given.name);
    return Error{fmt::format("the specification has no given value `{}`; it has: {}", name, fmt::join(names, ", "))};
}

}  // namespace

Result<DateTime> parse_date_time(std::string_view text) {
    if (const auto at = date_time_from(text)) return *at;
    return Error{fmt::format("`{}` is not a time such as 2025-10-15T20:00:00 or 1141015200000", text)};
}

Result<Date> parse_date(std::string_view text) {
    if (const auto date = date_from(text)) return *date;
    return Error{fmt::format("`{}` is not a date such as 2025-10-15 or 1141015", text)};
}

DateTime local_now() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    const Date day = date_of_civil({local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
    // A leap second, which DateTime does not know, is the last one of its minute.
    const int second = std::min(local.tm_sec, 59);
    return DateTime{midnight(day).seconds + std::int64_t{local.tm_hour} * 3600 + std::int64_t{local.tm_min} * 60 +
                    second};
}

Result<GivenValues> parse_given_values(const ir::Module& module, DateTime received_at,
                                       const std::vector<std::pair<std::string, std::string>>& values) {
    GivenValues givens(module.givens.size());
    const bool has_receipt = ir::is_some(module.received_at);
    if (has_receipt) givens[ir::index_of(module.received_at)] = received_at.seconds;
    for (const auto& [name, text] : values) {
        const auto given = std::find_if(module.givens.begin(), module.givens.end(),
                                        [&name = name](const ir::Given& entry) { return entry.name == name; });
        if (given == module.givens.end()) return unknown_name(module, name);
        const auto index = static_cast<std::size_t>(std::distance(module.givens.begin(), given));
        if (givens[index]) return Error{fmt::format("`{}` is given twice", name)};
        givens[index] = value_of(given->type, text);
        if (!givens[index]) {
            return Error{
                fmt::format("`{}` is not right for `{}`: expected {}", text, name, expected_form(given->type))};
        }
    }
    for (std::size_t i = 0; i < givens.size(); ++i) {
        if (!givens[i] && !module.givens[i].is_optional) {
            return Error{fmt::format("the specification needs `{}`; give it with --given {}=VALUE",
                                     module.givens[i].name, module.givens[i].name)};
        }
    }
    return givens;
}

}  // namespace jianhe::driver
