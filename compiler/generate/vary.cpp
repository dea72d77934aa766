#include "compiler/generate/vary.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/identifier.h>

#include "compiler/generate/random_values.h"

namespace jianhe::generate {

namespace {

// Streams of random numbers that belong to a file: one a line of `generate`, and one for facilities.
constexpr std::uint64_t kFileStream = std::uint64_t{1} << 63U;
constexpr std::size_t kFacilities = 0xffff;

Random file_random(FileSeed file, std::size_t line, std::string_view declared) {
    std::uint64_t hash = 0;
    for (const char c : declared) hash = hash * 131 + static_cast<unsigned char>(c);
    return {file.seed ^ (hash << 1), kFileStream | file.file, line};
}

class Varier {
public:
    Varier(Draft& draft, FileSeed file, Random& random) : draft_(draft), file_(file), random_(random) {}

    void apply(const ir::Vary& line, std::size_t number) {
        for (std::uint32_t row = 0; row < draft_.rows(line.field); ++row) {
            const Draft::Cell cell{line.field, row};
            if (draft_.may_vary(cell) && !drawn_.contains({cell.field, cell.row})) apply(line, number, cell);
        }
    }

private:
    void apply(const ir::Vary& line, std::size_t number, Draft::Cell cell) {
        // All records of a file share one value; persons are as many as the declared records tell apart.
        const bool persons = line.kind == ir::Vary::Kind::NationalId;
        Random of_file = file_random(file_, number, persons ? draft_.declared(cell) : std::string_view());
        Random& random = line.per_file ? of_file : random_;
        switch (line.kind) {
            case ir::Vary::Kind::NationalId: return rename(cell, random_person_id(draft_.text(cell), random));
            case ir::Vary::Kind::VisitId: return rename(cell, visit_id(line, cell));
            case ir::Vary::Kind::Text: return draft_.set(cell, random_text(text_length(line), random));
            case ir::Vary::Kind::OneOf: return draft_.set(cell, line.values[random.below(line.values.size())]);
            case ir::Vary::Kind::InRange:
                return draft_.set(cell, number_text(cell, random.between(line.low, line.high)));
            case ir::Vary::Kind::SameAs: return copy(cell, draft_.beside(line.first, cell));
            case ir::Vary::Kind::Earlier: return move_back(cell, random.between(line.low, line.high));
        }
    }

    // Every field of the type that holds what this one holds gets the new text with it.
    void rename(Draft::Cell cell, const std::string& text) {
        if (text.empty()) return;
        const std::string old(draft_.text(cell));
        const ir::FieldType type = draft_.module().field(cell.field).type;
        std::vector<Draft::Cell> alike;
        bool frozen = false;
        draft_.for_each([&](Draft::Cell other) {
            if (draft_.module().field(other.field).type != type || draft_.text(other) != old) return;
            frozen |= draft_.is_frozen(other);
            alike.push_back(other);
        });
        if (frozen) return;
        for (const Draft::Cell other : alike) {
            draft_.set(other, text);
            drawn_.insert({other.field, other.row});
        }
    }

    std::string visit_id(const ir::Vary& line, Draft::Cell cell) const {
        const std::string_view old = draft_.text(cell);
        if (check_visit_id(old) != Lexical::Ok) return "";
        const Draft::Cell time = draft_.beside(line.second, cell);
        const std::optional<DateTime> at = moment_of(draft_.module().field(time.field), draft_.text(time));
        if (!at) return "";
        Random facility = file_random(file_, kFacilities, draft_.declared(cell).substr(0, 6));
        return encode_visit_id(random_visit_prefix(facility), draft_.text(draft_.beside(line.first, cell)), *at);
    }

    // Whole units; the declared text says how many decimals and leading zeros are written.
    std::string number_text(Draft::Cell cell, std::int64_t value) const {
        const std::string_view old = draft_.text(cell);
        std::string text = std::to_string(value);
        if (const std::size_t point = old.find('.'); point != std::string_view::npos) {
            text += '.';
            text.append(old.size() - point - 1, '0');
        }
        if (old.front() == '0' && text.size() < old.size()) text.insert(0, old.size() - text.size(), '0');
        return text;
    }

    std::size_t text_length(const ir::Vary& line) const {
        return line.length > 0 ? line.length : draft_.module().field(line.field).length;
    }

    void copy(Draft::Cell cell, Draft::Cell from) {
        const ir::Field& field = draft_.module().field(cell.field);
        const ir::Field& source = draft_.module().field(from.field);
        if (field.type == source.type) {
            if (draft_.declared(cell) == draft_.declared(from)) draft_.set(cell, std::string(draft_.text(from)));
            return;
        }
        // The day of a date-time.
        const std::optional<DateTime> moment = moment_of(source, draft_.text(from));
        const std::optional<DateTime> declared = moment_of(source, draft_.declared(from));
        if (!moment || !declared || field.type != ir::FieldType::RocDate) return;
        if (text_of_moment(field, *declared) == draft_.declared(cell)) draft_.set(cell, text_of_moment(field, *moment));
    }

    void move_back(Draft::Cell cell, std::int64_t days) {
        const ir::Field& field = draft_.module().field(cell.field);
        const std::optional<DateTime> moment = moment_of(field, draft_.text(cell));
        if (!moment) return;
        const DateTime back{midnight(add_days(date_of(*moment), -days)).seconds + second_of_day(*moment)};
        std::string text = text_of_moment(field, back);
        if (!text.empty()) draft_.set(cell, std::move(text));
    }

    Draft& draft_;
    FileSeed file_;
    Random& random_;
    std::set<std::pair<ir::FieldId, std::uint32_t>> drawn_;
};

}  // namespace

void vary(Draft& draft, FileSeed file, Random& random) {
    Varier varier(draft, file, random);
    const std::vector<ir::Vary>& lines = draft.module().generate.varies;
    for (std::size_t i = 0; i < lines.size(); ++i) varier.apply(lines[i], i);
}

}  // namespace jianhe::generate
