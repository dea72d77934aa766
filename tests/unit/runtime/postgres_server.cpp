#include "tests/unit/runtime/postgres_server.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <grp.h>
#include <pqxx/pqxx>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace jianhe::ledger_sample {
namespace {

constexpr int kStartTries = 600;
constexpr useconds_t kTryInterval = 100'000;

// The newest of Debian's versions, or nothing.
std::string find_programs() {
    std::string found;
    std::error_code missing;
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", missing)) {
        const std::string bin = (version.path() / "bin").string();
        if (std::filesystem::exists(bin + "/initdb", missing)) found = std::max(found, bin);
    }
    return found;
}

int wait_for(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

PostgresServer* PostgresServer::instance(std::string& why_not) {
    static std::string reason;
    static const std::unique_ptr<PostgresServer> server = [] {
        std::unique_ptr<PostgresServer> made;
        const std::string programs = find_programs();
        if (programs.empty()) {
            reason = "PostgreSQL's server is not installed";
            return made;
        }
        unsigned user = geteuid();
        // The server refuses to run as root.
        if (user == 0) {
            const passwd* const other = getpwnam("postgres");
            if (other == nullptr) {
                reason = "there is no user `postgres` for a server, and it does not run as root";
                return made;
            }
            user = other->pw_uid;
        }
        made.reset(new PostgresServer(programs, user));
        if (!made->prepare(reason)) made.reset();
        return made;
    }();
    why_not = reason;
    return server.get();
}

pid_t PostgresServer::launch(const std::vector<std::string>& command) const {
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    const pid_t process = fork();
    if (process != 0) return process;
    const passwd* const user = getpwuid(user_);
    if (geteuid() != user_ && (user == nullptr || setgid(user->pw_gid) != 0 || setuid(user_) != 0)) _exit(126);
    // However the test ends, the server does.
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    const int log = open((folder_ / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    if (chdir(folder_.path().c_str()) != 0) _exit(126);
    execv(arguments[0], arguments.data());
    _exit(127);
}

bool PostgresServer::prepare(std::string& why_not) {
    if (geteuid() != user_ && chown(folder_.path().c_str(), user_, static_cast<gid_t>(-1)) != 0) {
        why_not = "the folder of the server cannot be given to its user";
        return false;
    }
    const pid_t made = launch({programs_ + "/initdb", "-D", folder_ / "data", "-A", "trust", "-U", "jianhe", "-N", "-E",
                               "UTF8", "--locale=C"});
    if (wait_for(made) != 0) {
        why_not = "initdb failed";
        return false;
    }
    start();
    if (is_up()) return true;
    why_not = "the server does not start";
    return false;
}

void PostgresServer::start() {
    process_ = launch({programs_ + "/postgres", "-D", folder_ / "data", "-k", folder_.path(), "-c",
                       "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=64MB"});
    for (int i = 0; i < kStartTries && !is_up(); ++i) usleep(kTryInterval);
}

void PostgresServer::stop() {
    if (process_ == 0) return;
    kill(process_, SIGQUIT);  // at once, without a word to anybody
    wait_for(process_);
    process_ = 0;
}

PostgresServer::~PostgresServer() { stop(); }

bool PostgresServer::is_up() const {
    try {
        const pqxx::connection connection(url("postgres"));
        return connection.is_open();
    } catch (const std::exception&) {
        return false;
    }
}

std::string PostgresServer::url(const std::string& database) const {
    return "postgresql:///" + database + "?user=jianhe&host=" + folder_.path();
}

std::string PostgresServer::new_database() {
    const std::string name = "ledger" + std::to_string(++databases_);
    run(url("postgres"), "CREATE DATABASE " + name);
    return url(name);
}

void PostgresServer::run(const std::string& url, const std::string& sql) {
    pqxx::connection connection(url);
    pqxx::nontransaction(connection).exec(sql);
}

}  // namespace jianhe::ledger_sample
