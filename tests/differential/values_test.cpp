#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/differential/engines.h"

// Values and fields where they are most often read in place.
namespace jianhe::test {
namespace {

// Texts around what each way of reading a value in place takes for its field: lengths, digits, dates, decimals, blanks.
constexpr std::string_view kEdges[] = {
    "",
    " ",
    "   ",
    "0",
    "1",
    " 1",
    "1 ",
    "9",
    "A",
    "a",
    "~",
    "00",
    "01",
    "0A",
    "001",
    "999",
    "00000",
    "1234567",
    "12345678",
    "123456789",
    "1.5",
    ".5",
    "5.",
    "00009.0",
    "00009.00",
    "0000009.0",
    "0009.0",
    "0000A.0",
    "00009.A",
    "0000:.0",
    "00009.:",
    "00009,0",
    "000090.",
    "00009..",
    ".00009.0",
    "0000\xB9.0",
    "00\xB9",
    "\xB9",
    "00:",
    "0/1",
    ":",
    "/",
    "1..5",
    "1-5",
    "0750229",
    "1130229",
    "1120229",
    "1141301",
    "1141232",
    "1140000",
    "0000101",
    "0010101",
    "9991231",
    "1141008115143",
    "1141008240000",
    "1141008236060",
    "1141008235959",
    "1141008 15143",
    "114100811514",
    "11410081151434",
    "A123456789",
    "A1234567890",
    "3501200000",
    "350120000/",
    "350120000:",
    "350120000@",
    "350120000[",
    "A12345678\xB9",
    "\xC0Z23456789",
    "AB\x7F",
    "AB\x1F",
    "AB>",
    "ABCDEFGHIJKLMNOP",
    "ABCDEFGHIJKLMNOPQ",
    "00SK95A20E5WV3CJ4L9D",
    "\xA4\xA4",
    "A\xA4\xA4",
    "&amp;",
    "1&#48;",
    "<!-- -->1",
};

// Changed records of an upload, in as many files as the one changed most often has changes: of a record whose key
// stands in its file a second time, nothing would be said but that.
class Changes {
public:
    explicit Changes(const std::string& whole) : head_(whole.substr(0, whole.find("<REC>"))) {
        for (std::size_t at = head_.size(); at != std::string::npos;) {
            const std::size_t next = whole.find("<REC>", at + 1);
            records_.push_back(whole.substr(at, std::min(next, whole.rfind("</RECS>")) - at));
            at = next;
        }
        uses_.resize(records_.size());
    }

    // Of the records that have `text` the one changed least so far; none has it: their number.
    std::size_t find(const std::string& text) const {
        std::size_t best = records_.size();
        for (std::size_t i = 0; i < records_.size(); ++i) {
            if (best != records_.size() && uses_[i] >= uses_[best]) continue;
            if (records_[i].find(text) != std::string::npos) best = i;
        }
        return best;
    }
    bool has(std::size_t record) const { return record != records_.size(); }
    const std::string& text(std::size_t record) const { return records_[record]; }

    // Another text for a part of it.
    void add(std::size_t record, std::size_t begin, std::size_t end, std::string_view text) {
        const std::size_t file = uses_[record]++;
        if (file == files_.size()) files_.push_back(head_);
        files_[file].append(records_[record], 0, begin).append(text).append(records_[record], end);
    }

    // A field with each of these texts, in a record that has it; false: none has.
    template <class Texts>
    bool add_values(const std::string& tag, const Texts& texts) {
        const std::string open = '<' + tag + '>';
        const std::size_t record = find(open);
        if (!has(record)) return false;
        const std::size_t begin = text(record).find(open) + open.size();
        const std::size_t end = text(record).find("</", begin);
        for (const std::string_view text : texts) add(record, begin, end, text);
        return true;
    }

    std::vector<std::string> files() const {
        std::vector<std::string> whole = files_;
        for (std::string& file : whole) file += "</RECS>\n";
        return whole;
    }

private:
    std::string head_;
    std::vector<std::string> records_;
    std::vector<std::size_t> uses_;
    std::vector<std::string> files_;
};

class Values : public Engines {
protected:
    void expect_same_of(const Changes& changes, const std::string& what) {
        std::vector<driver::Input> inputs;
        for (const std::string& file : changes.files())
            inputs.push_back(write("changes-" + std::to_string(inputs.size()), file));
        expect_same(inputs, what);
    }
};

TEST_F(Values, AreReadTheSameAtTheirEdges) {
    Changes changes(upload(3, 0, 120));
    std::size_t fields = 0;
    for (const ir::Field& field : module_.fields) {
        if (changes.add_values(field.tag, kEdges)) ++fields;
    }
    EXPECT_GT(fields, 30U);
    expect_same_of(changes, "a value is another one");
}

// Fields in other orders than the layout's, and with one that is there twice.
TEST_F(Values, AreReadTheSameInAnyOrder) {
    Changes changes(upload(4, 0, 20));
    std::size_t rows = 0;
    for (const ir::Segment& segment : module_.segments) {
        const std::string open = '<' + segment.tag + ">\n";
        const std::size_t record = changes.find(open);
        if (!changes.has(record)) continue;
        ++rows;
        const std::size_t begin = changes.text(record).find(open) + open.size();
        const std::size_t end = changes.text(record).find("</" + segment.tag + '>', begin);
        std::vector<std::string> fields;
        std::istringstream lines(changes.text(record).substr(begin, end - begin));
        for (std::string line; std::getline(lines, line);) fields.push_back(line + '\n');
        const auto add = [&](const std::vector<std::string>& arranged) {
            std::string text;
            for (const std::string& field : arranged) text += field;
            changes.add(record, begin, end, text);
        };
        add({fields.rbegin(), fields.rend()});
        for (std::size_t i = 0; i < fields.size(); ++i) {
            std::vector<std::string> arranged = fields;
            std::rotate(arranged.begin(), arranged.begin() + static_cast<std::ptrdiff_t>(i), arranged.end());
            add(arranged);
            arranged.push_back(fields[i]);
            add(arranged);
            arranged = fields;
            arranged.insert(arranged.begin() + static_cast<std::ptrdiff_t>(i), fields[i]);
            add(arranged);
            arranged = fields;
            arranged.push_back(fields[i]);
            add(arranged);
            std::swap(arranged[i], arranged.front());
            add(arranged);
        }
    }
    EXPECT_GT(rows, 2U);
    expect_same_of(changes, "fields stand in another order");
}

// Of a field with one length, all bytes are looked at together: another one at each place, and one more or less.
TEST_F(Values, AreReadTheSameWithOneOtherByte) {
    Changes changes(upload(3, 0, 60));
    std::size_t fields = 0;
    for (const ir::Field& field : module_.fields) {
        if (field.type != ir::FieldType::Text || !field.exact) continue;
        const std::string plain(field.length, 'A');
        std::vector<std::string> texts{plain, plain.substr(1), plain + 'A', std::string(field.length, ' ')};
        for (std::size_t i = 0; i < plain.size(); i += i % 16 == 0 || i % 16 == 15 ? 1 : 7) {
            for (const std::string_view other : {" ", "&", ">", "\t", "\x01", "\xA4\xA4", "\xFF"}) {
                std::string text = plain;
                text.replace(i, std::min(other.size(), text.size() - i), other);
                texts.push_back(std::move(text));
            }
        }
        if (changes.add_values(field.tag, texts)) ++fields;
    }
    EXPECT_GT(fields, 1U);
    expect_same_of(changes, "a long value has another byte");
}

}  // namespace
}  // namespace jianhe::test
