// Runs a command with its output thrown away and prints what it cost: wall time and processor time in microseconds, the
// peak of its memory in KiB, its exit status. The shell's own `time` counts in milliseconds only.
#include <chrono>
#include <cstdio>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: measure COMMAND ARGUMENT...\n", stderr);
        return 64;
    }
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    int status = 0;
    rusage used{};
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        std::perror("measure");
        return 3;
    }
    const auto wall = std::chrono::steady_clock::now() - begin;
    const auto microseconds = [](const timeval& time) { return time.tv_sec * 1'000'000LL + time.tv_usec; };
    std::printf("%lld %lld %ld %d\n",
                static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(wall).count()),
                microseconds(used.ru_utime) + microseconds(used.ru_stime), used.ru_maxrss,
                WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
