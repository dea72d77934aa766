#include "tests/unit/compiler/knowing_module.h"

#include <initializer_list>
#include <string_view>
#include <utility>

#include "tests/unit/compiler/tiny_module.h"

namespace jianhe {
namespace {

using namespace ir;

constexpr Type kText{ValueType::Text, 0};
constexpr Type kNumber{ValueType::Number, 0};
constexpr Type kDate{ValueType::Date, 0};
constexpr Type kTuple{ValueType::Tuple, 0};
constexpr Type kTruth{ValueType::Truth, 0};

class Maker {
public:
    Module make() {
        declare();
        const std::uint32_t second = index_of(m_.checks[0].when);  // V06 = 2
        m_.scenarios.push_back({"second", "例外", m_.checks[0].when, "V06 = 2", {"20-scenarios.rules", 1}});

        const std::uint32_t key = tuple({field("V07", kText), field("V03", kDate)});
        const std::uint32_t price = inst(InstKind::MasterColumn, kNumber, key, 0, 1);
        rule("X001", "V07", {"drugs", "pairs", "identity"});
        clause(inst(InstKind::MasterHas, kTruth, key, 0),
               inst(InstKind::LessEqual, kTruth, price, field("V04", kNumber)));
        m_.checks.back().dispositions = {{Disposition::Notice, {}}};
        m_.checks.back().choice = Disposition::RejectRecord;
        const std::uint32_t pair = tuple({field("V04", kNumber), field("V09", kText)});
        const std::uint32_t person = inst(InstKind::ProviderPart, kText, field("V05", kText), 0, 0);
        clause(inst(InstKind::MasterHas, kTruth, pair, 1), inst(InstKind::Equal, kTruth, person, field("V01", kText)));

        rule("X002", "V05", {});
        const std::uint32_t keys = key_of({"V01", "V05"});
        clause(kNoOperand, inst(InstKind::UniqueInFile, kTruth, keys, second, key_of({"V01"})));
        clause(kNoOperand, inst(InstKind::SameInFile, kTruth, key_of({"V09"})));
        clause(inst(InstKind::Decided, kTruth, second, second), kNoOperand);
        m_.examples[0].after = {m_.records[1].values};
        m_.examples[0].masters = {static_cast<MasterId>(0)};
        return std::move(m_);
    }

private:
    static constexpr std::uint32_t kNoOperand = index_of(kNone<InstId>);

    void declare() {
        Master drugs;
        drugs.label = "藥品";
        drugs.shape = {"drugs",
                       {{"code", MasterShape::Type::Text, 12},
                        {"price", MasterShape::Type::Number, 0},
                        {"since", MasterShape::Type::Date, 0}},
                       {0},
                       true};
        drugs.sample_file = "drugs.csv";
        drugs.sample = "code,price,since,valid_from,valid_to\nA,1,,,\n";
        drugs.location = {"20-masters.rules", 1};
        Master pairs;
        pairs.shape = {
            "pairs", {{"number", MasterShape::Type::Number, 0}, {"person", MasterShape::Type::Text, 0}}, {0, 1}, false};
        m_.masters = {std::move(drugs), std::move(pairs)};
        m_.providers.push_back({"identity",
                                "反解",
                                {{"id", kText}},
                                {{"person", kText}, {"at", {ValueType::DateTime, 0}}},
                                "visit_id_composition",
                                "identity.csv",
                                "id,person,at\nX,Y,\n",
                                {"20-masters.rules", 2}});
    }

    std::uint32_t inst(InstKind kind, Type type, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
        m_.insts.push_back({kind, type, a, b, c});
        return static_cast<std::uint32_t>(m_.insts.size() - 1);
    }
    std::uint32_t field(std::string_view tag, Type type) {
        return inst(InstKind::Field, type, index_of(m_.find_field(tag)));
    }
    std::uint32_t tuple(std::pair<std::uint32_t, std::uint32_t> values) {
        return inst(InstKind::Tuple, kTuple, values.first, values.second);
    }
    std::uint32_t key_of(std::initializer_list<std::string_view> tags) {
        std::vector<FieldId>& key = m_.keys.emplace_back();
        for (const std::string_view tag : tags) key.push_back(m_.find_field(tag));
        return static_cast<std::uint32_t>(m_.keys.size() - 1);
    }

    void rule(std::string_view code, std::string_view tag, std::vector<std::string> needs) {
        Rule made;
        made.codes = {m_.find_code(code)};
        made.switched_by.given = m_.received_at;
        made.needs = std::move(needs);
        made.location = {"30-rules.rules", 30};
        m_.rules.push_back(std::move(made));
        place_ = m_.find_field(tag);
    }
    void clause(std::uint32_t when, std::uint32_t expect) {
        Check made;
        made.rule = static_cast<RuleId>(m_.rules.size() - 1);
        made.code = m_.rules.back().codes.front();
        made.field = place_;
        made.when = static_cast<InstId>(when);
        made.expect = static_cast<InstId>(expect);
        made.dispositions.push_back({Disposition::RejectRecord, {}});
        m_.rules.back().checks.push_back(static_cast<CheckId>(m_.checks.size()));
        m_.checks.push_back(std::move(made));
    }

    Module m_ = make_tiny_module();
    FieldId place_{};
};

}  // namespace

ir::Module make_knowing_module() { return Maker().make(); }

ir::Check& knowing_check(ir::Module& module, KnowingCheck check) {
    return module.checks[static_cast<std::size_t>(check)];
}

}  // namespace jianhe
