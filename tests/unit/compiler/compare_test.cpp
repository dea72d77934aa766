#include "compiler/compare/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/report_writers.h>

#include "compiler/compare/shown_values.h"
#include "compiler/driver/generate_files.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/read_file.h"
#include "compiler/driver/reference_run.h"
#include "compiler/interp/interpreter.h"
#include "tests/unit/compiler/driver_test.h"

namespace jianhe::compare {
namespace {

using driver::TestFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Silence final : public driver::RunObserver {
public:
    void message(std::string_view) override {}
    void progress(const Progress&) override {}
};

ir::Module embedded_module() {
    auto loaded = driver::load_specification(driver::SpecificationSource::embedded());
    return std::move(loaded.value().module).value();
}

class Compare : public testing::Test {
protected:
    explicit Compare(ir::Module module = driver::sample_module())
        : module_(std::move(module)), info_(ir::make_info(module_)) {
        parse_roc_datetime("1141015200000", received_at_);
    }

    // Our own result for an upload, in the only layout that the specification declares.
    std::string result_of(const std::string& upload) {
        const std::string out = folder_.path("out.txt");
        auto report = make_template_report(info_, {}, received_at_, layout(),
                                           [&](std::string_view) { return open_output_file(out); });
        Interpreter validator(module_, givens());
        Silence silence;
        const auto summary = driver::reference_run({{upload, "upload.xml", std::nullopt}}, info_, validator,
                                                   received_at_, **report, silence);
        EXPECT_TRUE(summary);
        return driver::read_file(out).value().bytes;
    }

    Comparison compared(const std::string& upload, std::string_view result, bool show_ids = false) {
        const auto file = read_result_file(info_, layout(), result);
        if (!file) {
            ADD_FAILURE() << file.error().text;
            return {};
        }
        Silence silence;
        auto comparison = compare::compare(
            module_, *file, {{upload, "upload.xml", std::nullopt}, "result.txt", givens(), received_at_, show_ids},
            silence);
        if (!comparison) ADD_FAILURE() << comparison.error().text;
        return comparison ? std::move(*comparison) : Comparison{};
    }

    const std::string& layout() const { return info_.report_templates.begin()->second; }
    GivenValues givens() { return driver::parse_given_values(module_, received_at_, {}).value(); }

    TestFolder folder_;
    ir::Module module_;
    SpecificationInfo info_;
    DateTime received_at_;
};

constexpr std::string_view kUpload =
    "<FILE><ROW><HD><P01>A123456789</P01><P02>Z</P02></HD></ROW>"
    "<ROW><HD><P01>A123456789</P01><P02>B</P02></HD></ROW>"
    "<ROW><HD><P01>A123456789</P01><P02>A</P02></HD><IT><I01>1</I01></IT><IT><I01>0</I01></IT></ROW></FILE>";

TEST_F(Compare, OurOwnResultIsEqual) {
    const std::string upload = folder_.write("a.xml", kUpload);
    const Comparison comparison = compared(upload, result_of(upload));
    EXPECT_FALSE(comparison.differs());
    EXPECT_EQ(comparison.both, 3U);
    EXPECT_THAT(comparison.warnings, IsEmpty());
    EXPECT_EQ(comparison.figures.size(), 2U);
    EXPECT_THAT(to_text(info_, comparison),
                HasSubstr("P02:R003 (notice)  種類B只是提醒\n    both                       1  in 2"));
}

TEST_F(Compare, SaysWhoFindsWhatWhere) {
    const std::string upload = folder_.write("a.xml", kUpload);
    const Comparison comparison = compared(upload,
                                           "received [1141015200000] records [3] rejected [1]\n"
                                           "1 [A12*****89] P02:R001;P02:R9;\n3 [A12*****89] I01[1]:R002;P02:AE;\n");
    EXPECT_TRUE(comparison.differs());
    EXPECT_EQ(comparison.both, 1U);
    EXPECT_EQ(comparison.only_result, 3U);
    EXPECT_EQ(comparison.only_result_unchecked, 1U);
    EXPECT_EQ(comparison.only_ours, 2U);
    ASSERT_EQ(comparison.pairs.size(), 5U);
    const Pair& orders = comparison.pairs.front();
    EXPECT_EQ(orders.field + ":" + orders.code, "I01:R002");
    EXPECT_THAT(orders.only_result, ElementsAre(Position{3, 1}));
    EXPECT_THAT(orders.only_ours, ElementsAre(Position{3, 2}));
    const std::string text = to_text(info_, comparison);
    EXPECT_THAT(text, HasSubstr("only the result file       1  in 3 I01[1]"));
    EXPECT_THAT(text, HasSubstr("not checked here: the registry does not have this code"));
    EXPECT_THAT(to_json(info_, comparison),
                HasSubstr(R"("only_result":[{"record":3,"order":1}],"only_ours":[{"record":3,"order":2}])"));
}

TEST_F(Compare, WarnsOfARecordThatIsAnotherAndMasksIt) {
    const std::string upload = folder_.write("a.xml", kUpload);
    const std::string_view result =
        "received [1141015200000] records [3] rejected [1]\n1 [B223456789] P02:R001;\n9 [] P02:R001;\n";
    const Comparison comparison = compared(upload, result);
    EXPECT_THAT(comparison.warnings,
                ElementsAre(HasSubstr("record 1: the result file shows P01=[B22*****89], the upload has [A12*****89]"),
                            HasSubstr("1 of the result file's records are not in the upload, such as 9")));
    EXPECT_THAT(compared(upload, result, true).warnings.front(), HasSubstr("P01=[B223456789]"));
}

TEST_F(Compare, HeaderFiguresThatDifferAreADifference) {
    const std::string upload = folder_.write("a.xml", kUpload);
    std::string result = result_of(upload);
    result.replace(result.find("records [3"), 10, "records [4");
    const Comparison comparison = compared(upload, result);
    EXPECT_EQ(comparison.only_result + comparison.only_ours, 0U);
    EXPECT_TRUE(comparison.differs());
}

TEST(ShownValues, MaskedCharactersStandForAny) {
    EXPECT_TRUE(may_show("A12*****89", "A123456789"));
    EXPECT_TRUE(may_show(" A123456789 ", "A123456789"));
    EXPECT_TRUE(may_show("", "A123456789"));
    EXPECT_TRUE(may_show("A12…", "A123456789"));
    EXPECT_TRUE(may_show("?中", "鑫中"));
    EXPECT_TRUE(may_show("**", "  ")) << "blanks, masked";
    EXPECT_FALSE(may_show("A12*****88", "A123456789"));
    EXPECT_FALSE(may_show("A12****89", "A123456789"));
    EXPECT_FALSE(may_show("A12*****89", ""));
}

// What is written for made uploads of the shipped specification is read back to the same findings.
class CompareMade : public Compare {
protected:
    CompareMade() : Compare(embedded_module()) {}
};

TEST_F(CompareMade, OurReportOfMadeUploadsIsReadBack) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        generate::GenerateOptions options;
        options.records = 300;
        options.invalid = 0.5;
        options.seed = seed;
        const auto made = driver::generate_files(module_, options, {folder_.path("made")});
        ASSERT_TRUE(made) << made.error().text;
        received_at_ = made->received_at;
        const std::string upload = folder_.path("made/upload-0001.xml");
        const Comparison comparison = compared(upload, result_of(upload));
        EXPECT_GT(comparison.both, 100U);
        EXPECT_FALSE(comparison.differs()) << to_text(info_, comparison);
        EXPECT_THAT(comparison.warnings, IsEmpty());
    }
}

}  // namespace
}  // namespace jianhe::compare
