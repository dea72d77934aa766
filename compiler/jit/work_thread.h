// A thread for deep work; private to compiler/jit. POSIX.
#pragma once

#include <functional>

#include <pthread.h>

#include <jianhe/result.h>

namespace jianhe::jit {

// As std::thread, with a stack as large as LLVM is used to: a system or a user may give threads far less than a
// program's first one has. Belongs to one thread; must have been joined or detached when it goes.
class WorkThread {
public:
    WorkThread() = default;
    WorkThread(const WorkThread&) = delete;
    WorkThread& operator=(const WorkThread&) = delete;
    ~WorkThread();

    // Once.
    Result<void> start(std::function<void()> work);
    bool is_running() const noexcept { return is_running_; }  // neither joined nor detached
    void join() noexcept;
    void detach() noexcept;

private:
    pthread_t thread_{};
    bool is_running_ = false;
};

}  // namespace jianhe::jit
