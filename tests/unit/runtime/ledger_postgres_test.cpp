// What can happen to a ledger on a server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/runtime/postgres_server.h"

namespace jianhe {
namespace {

using namespace ledger_sample;  // NOLINT(google-build-using-namespace)
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class LedgerPostgresTest : public testing::Test {
protected:
    void SetUp() override {
        std::string why_not;
        server_ = PostgresServer::instance(why_not);
        if (server_ == nullptr) GTEST_SKIP() << why_not;
        url_ = server_->new_database();
        options_.key_file = folder_ / "key";
    }
    Result<std::unique_ptr<Ledger>> open() { return open_postgres_ledger(url_, shape(), options_); }

    PostgresServer* server_ = nullptr;
    std::string url_;
    LedgerOptions options_;
    TemporaryFolder folder_;
};

TEST_F(LedgerPostgresTest, NeedsAKeyFile) {
    options_.key_file.clear();
    const auto opened = open();
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().text, HasSubstr("a ledger on a server needs a key file; name one"));
}

TEST_F(LedgerPostgresTest, GoesOnAfterTheServerWasLost) {
    auto ledger = open();
    ASSERT_TRUE(ledger) << ledger.error().text;
    begin(**ledger, "d1");
    add_visit(**ledger, 0, "V1");
    ASSERT_TRUE((*ledger)->commit());
    begin(**ledger, "d2");
    add_visit(**ledger, 0, "V1");
    server_->stop();
    const auto lost = (*ledger)->commit();
    ASSERT_FALSE(lost);
    EXPECT_THAT(lost.error().text, HasSubstr(" was lost; nothing of the file was kept"));
    const auto gone = (*ledger)->begin_file(file("d2"), LedgerMode::Accept);
    ASSERT_FALSE(gone);
    EXPECT_THAT(gone.error().text, HasSubstr("cannot reach the ledger postgresql:///"));
    server_->start();
    begin(**ledger, "d2");
    EXPECT_THAT(records_of(**ledger, "V1"), ElementsAre("d1#0"));
    add_visit(**ledger, 0, "V1");
    const auto committed = (*ledger)->commit();
    ASSERT_TRUE(committed) << committed.error().text;
    EXPECT_THAT(records_of(**ledger, "V1"), ElementsAre("d1#0", "d2#0"));
}

TEST_F(LedgerPostgresTest, WithoutTheRightToWriteItCanBeChecked) {
    {
        auto ledger = open();
        ASSERT_TRUE(ledger);
        begin(**ledger, "d1");
        add_visit(**ledger, 0, "V1");
        ASSERT_TRUE((*ledger)->commit());
    }
    server_->run(url_,
                 "CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA jianhe_ledger TO PUBLIC; "
                 "GRANT SELECT ON ALL TABLES IN SCHEMA jianhe_ledger TO PUBLIC");
    std::string url = url_;
    url.replace(url.find("user=jianhe"), 11, "user=reader");
    auto ledger = open_postgres_ledger(url, shape(), options_);
    ASSERT_TRUE(ledger) << ledger.error().text;
    begin(**ledger, "d2", LedgerMode::Check);
    EXPECT_THAT(records_of(**ledger, "V1"), ElementsAre("d1#0"));
    (*ledger)->rollback();
    begin(**ledger, "d2");
    add_visit(**ledger, 0, "V1");
    const auto refused = (*ledger)->commit();
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().text, HasSubstr("may not be written: permission denied for table"));
}

TEST_F(LedgerPostgresTest, AnOtherFormatOrAnOtherServerIsRefused) {
    ASSERT_TRUE(open());
    server_->run(url_, "UPDATE jianhe_ledger.about SET value = '2' WHERE name = 'format'");
    const auto newer = open();
    ASSERT_FALSE(newer);
    EXPECT_THAT(newer.error().text, HasSubstr("has the format 2 of a newer version of this program"));

    const auto nowhere = open_postgres_ledger("postgresql://me:secret@127.0.0.1:1/x", shape(), options_);
    ASSERT_FALSE(nowhere);
    EXPECT_THAT(nowhere.error().text, HasSubstr("cannot reach the ledger postgresql://me@127.0.0.1:1/x: "));
    EXPECT_THAT(nowhere.error().text, Not(HasSubstr("secret")));
    const auto option = open_postgres_ledger("postgresql://127.0.0.1:1/x?password=secret&user=me", shape(), options_);
    EXPECT_THAT(option.error().text, Not(HasSubstr("secret")));
    EXPECT_THAT(option.error().text, HasSubstr("user=me"));
}

}  // namespace
}  // namespace jianhe
