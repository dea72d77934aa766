#include <gmock/gmock.h>

#include "compiler/csharpgen/names.h"
#include "compiler/csharpgen/typed_record.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::csharpgen {
namespace {

using ::testing::HasSubstr;

TEST(CsharpRecord, FieldsAreTypedProperties) {
    const std::string text = typed_record(make_tiny_module());
    EXPECT_THAT(text, HasSubstr("namespace Jianhe.Tiny\n"));
    EXPECT_THAT(text, HasSubstr("        /// <summary>V02 就診時間</summary>\n"
                                "        public DateTime? VisitTime\n"
                                "        {\n"
                                "            get { return ToDateTime(Get(\"V02\", 0)); }\n"
                                "            set { Set(\"V02\", 0, OfDateTime(value)); }\n"
                                "        }\n"));
    EXPECT_THAT(text, HasSubstr("public DateTime? BirthDate\n"));
    EXPECT_THAT(text, HasSubstr("public long? Days\n"));
    EXPECT_THAT(text, HasSubstr("public string Person\n"));
}

TEST(CsharpRecord, RowsAreViews) {
    const std::string text = typed_record(make_tiny_module());
    EXPECT_THAT(text, HasSubstr("public ItemRow Item(uint row) { return new ItemRow(this, row); }\n"));
    EXPECT_THAT(text, HasSubstr("                get { return ToNumber(record_.Get(\"R02\", row_)); }\n"
                                "                set { record_.Set(\"R02\", row_, OfNumber(value)); }\n"));
}

// Names that the class has itself, and names that come twice.
TEST(CsharpRecord, NamesAreGivenOnce) {
    ir::Module module = make_tiny_module();
    module.fields[1].name = "record";
    module.fields[2].name = "person_name";
    module.fields[3].name = "person__name";
    const std::string text = typed_record(module);
    EXPECT_THAT(text, HasSubstr("public string RecordV01\n"));
    EXPECT_THAT(text, HasSubstr("public DateTime? PersonName\n"));
    EXPECT_THAT(text, HasSubstr("public DateTime? PersonNameV03\n"));
    module.fields[1].label = "a<b & c";
    EXPECT_THAT(typed_record(module), HasSubstr("V01 a&lt;b &amp; c</summary>"));
}

TEST(CsharpRecord, FileIsCalledAfterTheSpecification) {
    ir::Module module = make_tiny_module();
    module.name = "sample_upload";
    EXPECT_EQ(file_name(module), "SampleUpload.cs");
}

}  // namespace
}  // namespace jianhe::csharpgen
