#include "tests/unit/compiler/tiny_module.h"

#include <initializer_list>
#include <map>
#include <string>
#include <utility>

namespace jianhe {

namespace {

using namespace ir;

constexpr Type kText{ValueType::Text, 0};
constexpr Type kDateTime{ValueType::DateTime, 0};
constexpr Type kTruth{ValueType::Truth, 0};

DateTime at(std::string_view roc) {
    DateTime moment;
    parse_roc_datetime(roc, moment);
    return moment;
}

Date day(std::string_view roc) {
    Date date;
    parse_roc_date(roc, date);
    return date;
}

class Maker {
public:
    Module make() {
        header();
        add_codes();
        add_code_sets();
        add_segments();
        add_dates();
        add_presence();
        add_rules();
        add_records();
        add_examples();
        add_generate();
        return std::move(m_);
    }

private:
    InstId inst(InstKind kind, Type type, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
        m_.insts.push_back({kind, type, a, b, c});
        return static_cast<InstId>(m_.insts.size() - 1);
    }
    std::uint32_t text(std::string value) {
        m_.texts.push_back(std::move(value));
        return index_of(inst(InstKind::Text, kText, static_cast<std::uint32_t>(m_.texts.size() - 1)));
    }
    std::uint32_t field(std::string_view tag, Type type) {
        return index_of(inst(InstKind::Field, type, index_of(m_.find_field(tag))));
    }
    InstId equals(std::string_view tag, std::string value) {
        const std::uint32_t left = field(tag, kText);
        return inst(InstKind::EqualConst, kTruth, left, text(std::move(value)));
    }

    void header() {
        m_.name = "tiny";
        m_.label = "小規格";
        m_.version = "1.0";
        m_.digest = "sha256:0";
        m_.sources = {"a paper"};
        m_.root = "RECS";
        m_.record = "REC";
        m_.givens.push_back({"received_at", "上傳日期時間", kDateTime, false, kNone<InstId>});
        m_.received_at = static_cast<GivenId>(0);
    }

    void add_codes() {
        for (const auto& [code, message] :
             std::initializer_list<std::pair<const char*, const char*>>{{"AA", "必填欄位未填"},
                                                                        {"AB", "型態錯誤"},
                                                                        {"AC", "長度錯誤"},
                                                                        {"AD", "超出範圍"},
                                                                        {"AE", "代碼錯誤"},
                                                                        {"AF", "不得填寫"},
                                                                        {"AG", "段數過多"},
                                                                        {"X001", "註記為2時識別碼必為NONE"},
                                                                        {"X002", "序號不得重複"},
                                                                        {"X003", "就診時間不得晚於上傳時間"},
                                                                        {"Y001", "檔案格式錯誤"}}) {
            Code& made = m_.codes.emplace_back();
            made.code = code;
            made.message = message;
            made.schedule = {{Disposition::RejectRecord, {}}};
        }
        Code& first_rule = m_.codes[index_of(m_.find_code("X001"))];
        first_rule.status = CodeStatus::Checked;
        first_rule.source = "a paper, page 3";
        m_.envelope.fill(m_.find_code("Y001"));
        m_.too_many = m_.find_code("AG");
    }

    void add_code_sets() {
        CodeSet kind{"kind", "類別", "kind.csv", false, false, {}, {}};
        kind.rows.push_back({{"A", "A"}, {}, "一般", {}, {}});
        kind.rows.push_back({{"B", "B"}, {}, "補登", {}, {}});
        CodeSet mark{"mark", "註記", "mark.csv", false, true, {{"rank", {ValueType::Number, 0}}}, {}};
        mark.rows.push_back({{"1", "1"}, {}, "正常", {"7"}, {7}});
        mark.rows.push_back({{"2", "2"}, {day("1100101"), std::nullopt}, "例外", {"8"}, {8}});
        m_.code_sets = {kind, mark};
        m_.sets.push_back({"", "", {{"NONE0000000000000000", "NONE0000000000000000"}}});
        m_.sets.push_back({"low", "小號", {{"01", "09"}, {"AC", "AC"}}});
    }

    void add_field(const char* tag, const char* name, const char* label, FieldType type, std::uint32_t length) {
        Field made;
        made.tag = tag;
        made.name = name;
        made.label = label;
        made.location = {"10-fields.rules", static_cast<std::uint32_t>(m_.fields.size() + 1)};
        made.segment = static_cast<SegmentId>(m_.segments.size() - 1);
        made.type = type;
        made.length = length;
        made.codes = {m_.find_code("AA"), m_.find_code("AF"), m_.find_code("AB"),
                      m_.find_code("AC"), m_.find_code("AD"), m_.find_code("AE")};
        m_.fields.push_back(std::move(made));
        ++m_.segments.back().field_count;
    }
    void add_segment(const char* tag, const char* label, const char* row_name) {
        m_.segments.push_back({tag, "", label, row_name, {}, static_cast<FieldId>(m_.fields.size()), 0});
    }

    void add_segments() {
        add_segment("H", "表頭", "");
        add_field("H01", "record_kind", "資料類別", FieldType::Code, 1);
        m_.fields.back().code_set = static_cast<CodeSetId>(0);
        add_segment("V", "就診", "");
        m_.segments.back().parent = "MB";
        add_field("V01", "person", "身分證號", FieldType::NationalId, 10);
        m_.fields.back().mask = MaskKind::NationalId;
        add_field("V02", "visit_time", "就診時間", FieldType::RocDateTime, 13);
        add_field("V03", "birth_date", "出生日期", FieldType::RocDate, 7);
        add_field("V04", "days", "給藥日份", FieldType::Number, 2);
        m_.fields.back().low = 1;
        m_.fields.back().high = 50;
        add_field("V05", "visit_id", "就醫識別碼", FieldType::VisitId, 20);
        m_.fields.back().placeholders.push_back({"NONE", static_cast<SetId>(0)});
        add_field("V06", "mark", "註記", FieldType::Code, 1);
        m_.fields.back().code_set = static_cast<CodeSetId>(1);
        add_field("V07", "note", "備註", FieldType::Text, 8);
        add_field("V08", "back_time", "補登時間", FieldType::RocDateTime, 13);
        add_field("V09", "doctor", "醫師", FieldType::NationalId, 10);
        add_segment("R", "明細", "item");
        m_.segments.back().parent = "MB";
        m_.segments.back().limits.push_back({kNone<InstId>, 0, 3});
        add_field("R01", "ordered_at", "開立時間", FieldType::RocDateTime, 13);
        add_field("R02", "number", "序號", FieldType::Number, 3);
        add_field("R03", "item_kind", "明細類別", FieldType::Code, 1);
        m_.fields.back().code_set = static_cast<CodeSetId>(0);
        m_.key = {m_.find_field("V01"), m_.find_field("V05")};
        m_.keys.push_back({m_.find_field("R02")});
    }

    void add_dates() {
        const std::uint32_t visit = field("V02", kDateTime);
        m_.integers.push_back(1);
        m_.givens[0].example = inst(InstKind::AddDays, kDateTime, visit, 0);
        const InstId back = inst(InstKind::IsGiven, kTruth, field("V08", kDateTime));
        m_.chosen_dates.push_back({"visited", {{back, m_.find_field("V08")}}, m_.find_field("V02")});
        m_.code_sets_by.chosen = static_cast<ChosenDateId>(0);
    }

    void add_presence() {
        m_.cells.push_back({"", {}, Mark::Required});
        m_.cells.push_back({"", {}, Mark::Forbidden});
        m_.cells.push_back({"marked", {{equals("V06", "2"), Mark::Required}}, Mark::Optional});
        m_.presences.push_back({m_.find_field("H01"), {"A", "B"}});
        const auto cells = [&](std::string_view tag, std::uint32_t a, std::uint32_t b) {
            Field& changed = m_.fields[index_of(m_.find_field(tag))];
            changed.presence = static_cast<PresenceId>(0);
            changed.cells = {static_cast<CellId>(a), static_cast<CellId>(b)};
        };
        cells("V01", 0, 0);
        cells("V07", 2, 0);
        cells("V08", 1, 0);
    }

    Check& add_rule(const char* code, std::uint32_t line, const char* source) {
        const auto rule = static_cast<RuleId>(m_.rules.size());
        Check check;
        check.rule = rule;
        check.code = m_.find_code(code);
        check.dispositions.push_back({Disposition::RejectRecord, {}});
        check.location = {"30-rules.rules", line};
        Rule made;
        made.message = m_.code(check.code).message;
        made.codes = {check.code};
        made.checks = {static_cast<CheckId>(m_.checks.size())};
        made.switched_by.given = m_.received_at;
        made.location = check.location;
        made.text = source;
        m_.rules.push_back(std::move(made));
        m_.checks.push_back(std::move(check));
        return m_.checks.back();
    }

    void add_rules() {
        const InstId when = equals("V06", "2");
        const InstId none = equals("V05", "NONE0000000000000000");
        Check& first = add_rule("X001", 1, "rule X001 at V05\n    when   V06 = 2\n    expect V05 = NONE");
        first.field = m_.find_field("V05");
        first.when = when;
        first.expect = none;

        const InstId unique = inst(InstKind::Unique, kTruth, 2, 0);
        Check& second = add_rule("X002", 11, "rule X002 at R02 for each item\n    expect unique R02");
        second.field = m_.find_field("R02");
        second.row = static_cast<SegmentId>(2);
        second.expect = unique;

        const std::uint32_t visited = index_of(inst(InstKind::ChosenDate, kDateTime, 0));
        const std::uint32_t received = index_of(inst(InstKind::Given, kDateTime, 0));
        const InstId order = inst(InstKind::LessEqual, kTruth, visited, received);
        Check& third = add_rule("X003", 21, "rule X003 at visited\n    expect visited <= received_at");
        third.chosen = static_cast<ChosenDateId>(0);
        third.expect = order;
    }

    using Texts = std::map<std::string, std::string>;
    RecordValues values(const Texts& texts, const std::vector<Texts>& rows) const {
        RecordValues made;
        for (const Segment& segment : m_.segments) {
            made.segments.emplace_back();
            const std::size_t count = segment.repeated() ? rows.size() : 1;
            for (std::size_t row = 0; row < count; ++row) {
                RecordValues::Row& fields = made.segments.back().emplace_back(segment.field_count);
                const Texts& from = segment.repeated() ? rows[row] : texts;
                for (std::uint32_t i = 0; i < segment.field_count; ++i) {
                    const auto found = from.find(m_.fields[index_of(segment.first_field) + i].tag);
                    if (found != from.end()) fields[i] = found->second;
                }
            }
        }
        return made;
    }

    void add_records() {
        const Texts visit{{"H01", "A"},       {"V01", "A123456789"}, {"V02", "1140301090000"},
                          {"V03", "0750504"}, {"V04", "07"},         {"V05", "0USE4FA11RP4J3C4PVT6"},
                          {"V06", "1"},       {"V09", "B123456780"}};
        const std::vector<Texts> rows{{{"R01", "1140301090000"}, {"R02", "001"}, {"R03", "A"}},
                                      {{"R01", "1140301101500"}, {"R02", "002"}, {"R03", "B"}}};
        m_.records.push_back({"visit", "一般就診", 3, values(visit, rows), {"40-records.rules", 1}});
        Texts late = visit;
        late["H01"] = "B";
        late["V06"] = "2";
        late["V05"] = "NONE0000000000000000";
        late["V07"] = "補登";
        late["V08"] = "1140302080000";
        m_.records.push_back({"late", "補登", 1, values(late, {}), {"40-records.rules", 9}});
        base_ = visit;
        rows_ = rows;
    }

    Example& add_example(std::uint32_t line, const Texts& changes) {
        Texts changed = base_;
        Example made;
        made.base = static_cast<RecordId>(0);
        made.location = {"30-rules.rules", line};
        for (const auto& [tag, value] : changes) {
            changed[tag] = value;
            made.changed.emplace_back(m_.find_field(tag), 0);
        }
        made.values = values(changed, rows_);
        m_.examples.push_back(std::move(made));
        return m_.examples.back();
    }

    void add_examples() {
        Example& fires = add_example(5, {{"V06", "2"}, {"V07", "x"}});
        fires.finds.push_back({"V05", 0, "X001"});
        Example& accepted = add_example(6, {{"V05", "NONE0000000000000000"}, {"V06", "2"}, {"V07", "x"}});
        accepted.label = "例外而無識別碼";
        accepted.accepted = true;
        Example& twice = add_example(15, {});
        twice.values.segments[2][1][1] = "1";
        twice.changed.emplace_back(m_.find_field("R02"), 2);
        twice.finds.push_back({"R02", 2, "X002"});
        Example& late = add_example(25, {});
        late.givens.emplace_back(m_.received_at, at("1140228000000").seconds);
        late.finds.push_back({"V02", 0, "X003"});
        late.only = true;
    }

    void add_generate() {
        m_.generate.received_at = at("1141015200000");
        m_.generate.shift_days = 20;
        const auto line = [&](Vary::Kind kind, std::string_view tag) -> Vary& {
            Vary vary;
            vary.kind = kind;
            vary.field = m_.find_field(tag);
            m_.generate.varies.push_back(std::move(vary));
            return m_.generate.varies.back();
        };
        line(Vary::Kind::NationalId, "V01");
        line(Vary::Kind::NationalId, "V09").per_file = true;
        Vary& visit = line(Vary::Kind::VisitId, "V05");
        visit.first = m_.find_field("V01");
        visit.second = m_.find_field("V02");
        Vary& days = line(Vary::Kind::InRange, "V04");
        days.low = 1;
        days.high = 30;
        Vary& born = line(Vary::Kind::Earlier, "V03");
        born.high = 9000;
        line(Vary::Kind::OneOf, "V07").values = {"回診", "初診"};
        line(Vary::Kind::SameAs, "R01").first = m_.find_field("V02");
    }

    Module m_;
    Texts base_;
    std::vector<Texts> rows_;
};

}  // namespace

ir::Module make_tiny_module() { return Maker().make(); }

}  // namespace jianhe
