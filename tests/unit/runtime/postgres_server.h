// A PostgreSQL server of a test's own, from Debian's packages, in a temporary folder. It ends with the test.
#pragma once

#include <memory>
#include <string>

#include <sys/types.h>

#include "tests/unit/runtime/ledger_sample.h"

namespace jianhe::ledger_sample {

class PostgresServer {
public:
    // The server of this program, started on first use. Null where there is none to start; then `why_not` says why.
    static PostgresServer* instance(std::string& why_not);

    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    // A data base that nobody used yet: its URL.
    std::string new_database();
    // What somebody with full rights would do, in one data base.
    void run(const std::string& url, const std::string& sql);
    // Ends the server as a lost machine would, and starts it again.
    void stop();
    void start();

private:
    PostgresServer(std::string programs, unsigned user) : programs_(std::move(programs)), user_(user) {}
    bool prepare(std::string& why_not);
    // In a process of the server's user; its output goes to the log.
    pid_t launch(const std::vector<std::string>& command) const;
    bool is_up() const;
    std::string url(const std::string& database) const;

    std::string programs_;
    unsigned user_;
    TemporaryFolder folder_;
    pid_t process_ = 0;
    int databases_ = 0;
};

}  // namespace jianhe::ledger_sample
