#include "compiler/jit/event_settling.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "compiler/interp/settle.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::jit {
namespace {

std::string describe(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings) {
        text += std::to_string(finding.place.segment) + "/" + std::to_string(finding.place.row) + "/" +
                std::to_string(finding.place.field) + " " + finding.field + ":" + finding.code + " " +
                std::string{to_string(finding.disposition)} + "\n";
    }
    return text;
}

// What is told of one record, to both.
class ToldRecord {
public:
    explicit ToldRecord(const ir::Module& module) : module_(module), settling_(module) { settling_.begin(); }

    void fire(std::uint32_t id, std::uint32_t field, std::uint32_t row, Disposition disposition) {
        const ir::Check& check = module_.checks[id];
        fired_.push_back({static_cast<ir::CheckId>(id),
                          finding_of(module_, check, static_cast<ir::FieldId>(field), row, disposition)});
        settling_.add_fired(static_cast<ir::CheckId>(id), static_cast<ir::FieldId>(field), row, disposition);
    }
    void tell_field(std::uint32_t field, std::uint32_t row, ir::FieldRole role) {
        built_in_.push_back(finding_of(module_, static_cast<ir::FieldId>(field), row, role));
        settling_.add_field(static_cast<ir::FieldId>(field), row, role);
    }
    void tell_rows(std::uint32_t segment) {
        structural_.push_back(finding_of_rows(module_, static_cast<ir::SegmentId>(segment)));
        settling_.add_rows(static_cast<ir::SegmentId>(segment));
    }

    std::string wanted() {
        std::vector<Finding> findings;
        settle(module_, fired_, built_in_, structural_, findings);
        return describe(findings);
    }
    std::string settled() {
        std::vector<Finding> findings(1);
        settling_.settle(findings);
        for (const Finding& finding : findings) EXPECT_EQ(module_.codes.at(finding.code_number).code, finding.code);
        return describe(findings);
    }

private:
    const ir::Module& module_;
    EventSettling settling_;
    std::vector<Fired> fired_;
    std::vector<Finding> built_in_;
    std::vector<Finding> structural_;
};

// Rules that supersede each other and themselves, at few places, so that many meet.
ir::Module quarrelling_module() {
    ir::Module module = make_tiny_module();
    for (std::size_t i = 0; i < module.rules.size(); ++i) {
        if (i % 2 == 0) continue;
        module.rules[i].supersedes = {module.checks[i % module.checks.size()].code, module.checks.front().code};
    }
    module.checks.back().segment = static_cast<ir::SegmentId>(1);
    return module;
}

TEST(EventSettling, SaysWhatTheInterpreterSays) {
    for (const ir::Module& module : {make_tiny_module(), quarrelling_module()}) {
        std::size_t superseded = 0;
        for (std::uint32_t seed = 0; seed < 3000; ++seed) {
            std::mt19937 random(seed);
            const auto below = [&](std::size_t bound) { return static_cast<std::uint32_t>(random() % bound); };
            ToldRecord record(module);
            const std::uint32_t told = below(seed % 10 == 0 ? 40 : 6);
            const std::uint32_t fields = 1 + below(module.fields.size());
            for (std::uint32_t i = 0; i < told; ++i) {
                const std::uint32_t row = below(3);
                switch (below(4)) {
                    case 0: record.tell_rows(below(module.segments.size())); break;
                    case 1: record.tell_field(below(fields), row, static_cast<ir::FieldRole>(below(6))); break;
                    default:
                        record.fire(below(module.checks.size()), below(fields), row,
                                    static_cast<Disposition>(below(3)));
                }
            }
            const std::string wanted = record.wanted();
            EXPECT_EQ(record.settled(), wanted) << "seed " << seed;
            if (told != 0 && wanted.empty()) ++superseded;
        }
        EXPECT_EQ(superseded != 0, module.checks.back().segment == static_cast<ir::SegmentId>(1))
            << "only those that quarrel are silent altogether";
    }
}

}  // namespace
}  // namespace jianhe::jit
