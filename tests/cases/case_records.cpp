#include "tests/cases/case_records.h"

#include <algorithm>
#include <optional>

#include <jianhe/date.h>
#include <jianhe/number.h>

#include "compiler/interp/supplies.h"

namespace jianhe::test {
namespace {

// `A=1`, `A="two words\t"`, `-A`, or a plain word.
struct Token {
    std::string name;
    std::optional<std::string> value;
};

char unescaped(char c) {
    switch (c) {
        case 't': return '\t';
        case 'r': return '\r';
        case 'n': return '\n';
        default: return c;
    }
}

std::string quoted(std::string_view line, std::size_t& at) {
    std::string value;
    for (++at; at < line.size() && line[at] != '"'; ++at) {
        const bool escaped = line[at] == '\\' && at + 1 < line.size();
        if (escaped) ++at;
        value += escaped ? unescaped(line[at]) : line[at];
    }
    ++at;
    return value;
}

std::vector<Token> split(std::string_view line) {
    std::vector<Token> tokens;
    for (std::size_t at = line.find_first_not_of(' '); at < line.size(); at = line.find_first_not_of(' ', at)) {
        const std::size_t end = std::min(line.find_first_of(" =", at), line.size());
        Token token{std::string(line.substr(at, end - at)), std::nullopt};
        at = end;
        if (at < line.size() && line[at] == '=') {
            ++at;
            if (at < line.size() && line[at] == '"') {
                token.value = quoted(line, at);
            } else {
                const std::size_t value_end = std::min(line.find(' ', at), line.size());
                token.value = std::string(line.substr(at, value_end - at));
                at = value_end;
            }
        }
        tokens.push_back(std::move(token));
    }
    return tokens;
}

std::optional<std::int64_t> given_value(ir::Type type, std::string_view text) {
    Date date{};
    DateTime time{};
    std::int64_t number = 0;
    switch (type.kind) {
        case ir::ValueType::Date:
            return parse_roc_date(text, date) == Lexical::Ok ? std::optional<std::int64_t>(date.days) : std::nullopt;
        case ir::ValueType::DateTime:
            return parse_roc_datetime(text, time) == Lexical::Ok ? std::optional(time.seconds) : std::nullopt;
        case ir::ValueType::Number:
            return parse_number(text, 18, number) == Lexical::Ok ? std::optional(number) : std::nullopt;
        case ir::ValueType::Text:
        case ir::ValueType::Truth:
        case ir::ValueType::Tuple: break;
    }
    return std::nullopt;
}

class RecordsReader {
public:
    RecordsReader(const ir::Module& module, const RecordLayout& layout, std::string& problem)
        : module_(module), problem_(problem), base_{"", Record(layout), whole_supply(module)} {
        for (SegmentIndex i = 0; i < layout.segments().size(); ++i) {
            if (!layout.segments()[i].repeated) base_.record.add_row(i);
        }
    }

    // Lines in front of the first title belong to every record.
    void line(std::string_view text) {
        if (text.empty() || text.starts_with("//")) return;
        if (text.starts_with("# ")) {
            records_.push_back(base_);
            records_.back().title = text.substr(2);
            return;
        }
        CaseRecord& record = records_.empty() ? base_ : records_.back();
        if (text.starts_with("without ")) return take_away(record, text.substr(8));
        if (text.starts_with("raised ")) {
            record.supplied.raised.emplace(text.substr(7));
            return;
        }
        std::vector<Token> tokens = split(text);
        std::uint32_t times = 1;
        if (const std::string& last = tokens.back().name; tokens.size() > 1 && last.starts_with("*")) {
            times = static_cast<std::uint32_t>(std::stoul(last.substr(1)));
            tokens.pop_back();
        }
        for (std::uint32_t i = 0; i < times; ++i) apply(record, tokens);
    }

    std::vector<CaseRecord> take() { return std::move(records_); }

private:
    void apply(CaseRecord& record, const std::vector<Token>& tokens) {
        std::uint32_t row = 0;
        for (const Token& token : tokens) {
            const bool removed = token.name.starts_with("-");
            const FieldIndex field = record.record.layout().find_field(removed ? token.name.substr(1) : token.name);
            if (field != kNoField && (removed || token.value)) {
                if (removed) record.record.set_absent(field, row);
                if (!removed) record.record.set(field, row, record.record.keep(*token.value));
            } else if (token.value) {
                set_given(record, token);
            } else {
                row = add_row(record, token.name);
            }
        }
    }

    void set_given(CaseRecord& record, const Token& token) {
        for (std::size_t i = 0; i < module_.givens.size(); ++i) {
            if (module_.givens[i].name != token.name) continue;
            record.supplied.givens[i] = given_value(module_.givens[i].type, *token.value);
            if (record.supplied.givens[i]) return;
        }
        problem_ += record.title + ": no field or given value takes `" + token.name + "=" + *token.value + "`\n";
    }

    // A master or a provider that the caller of this record does not have.
    void take_away(CaseRecord& record, std::string_view name) {
        for (std::size_t i = 0; i < module_.masters.size(); ++i) {
            if (module_.masters[i].shape.name == name) return record.supplied.masters[i].reset();
        }
        for (std::size_t i = 0; i < module_.providers.size(); ++i) {
            if (module_.providers[i].name == name) return record.supplied.providers[i].reset();
        }
        problem_ += record.title + ": no master or provider is called `" + std::string(name) + "`\n";
    }

    std::uint32_t add_row(CaseRecord& record, const std::string& name) {
        for (std::size_t i = 0; i < module_.segments.size(); ++i) {
            if (module_.segments[i].row_name == name) return record.record.add_row(static_cast<SegmentIndex>(i));
        }
        problem_ += record.title + ": no kind of rows is called `" + name + "`\n";
        return 0;
    }

    const ir::Module& module_;
    std::string& problem_;
    CaseRecord base_;
    std::vector<CaseRecord> records_;
};

}  // namespace

Supplied whole_supply(const ir::Module& module) {
    Supplied supplied(GivenValues(module.givens.size()));
    supplied.masters = sample_masters(module);
    supplied.providers = built_in_providers(module);
    return supplied;
}

std::vector<CaseRecord> read_records(const ir::Module& module, const RecordLayout& layout, std::string_view text,
                                     std::string& problem) {
    RecordsReader reader(module, layout, problem);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        reader.line(text.substr(at, end - at));
        at = end + 1;
    }
    return reader.take();
}

}  // namespace jianhe::test
