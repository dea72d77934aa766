#include "compiler/driver/validate_run.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "compiler/driver/run_merge.h"
#include "compiler/driver/stretch_queue.h"

namespace jianhe::driver {
namespace {

// More threads begin only when there is as much to do: a small run ends before they would have helped.
constexpr std::size_t kBytesForThreads = std::size_t{4} << 20;
// What all stretches on their way hold together, the texts of their reports counted apart.
constexpr std::size_t kStretchBytesInFlight = std::size_t{6} << 20;
// One that is judged, and two that wait for a thread that merges, or that the system has put aside.
constexpr std::size_t kStretchesOfThread = 3;
constexpr std::chrono::microseconds kStaysAwake{100};
constexpr std::size_t kReportBytesInFlight = std::size_t{8} << 20;
constexpr std::size_t kLargestStretch = std::size_t{256} << 10;
constexpr std::size_t kSmallestStretch = std::size_t{32} << 10;

std::size_t jobs_of(const RunSettings& settings) {
    return settings.jobs != 0 ? settings.jobs : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

std::size_t stretch_bytes_of(const RunSettings& settings, std::size_t tasks) {
    if (settings.stretch_bytes != 0) return settings.stretch_bytes;
    return std::clamp(kStretchBytesInFlight / tasks, kSmallestStretch, kLargestStretch);
}

// One thread's judge; a new one as soon as the engine has a faster one.
class Worker {
public:
    Worker(const SpecificationInfo& info, BulkEngine& engine, const Limits& limits, const KeyHasher& hasher,
           const ReportWriter& report, bool every_record, std::unique_ptr<HistoryForecast> forecast)
        : engine_(engine),
          report_(report),
          generation_(engine.generation()),
          forecast_(std::move(forecast)),
          judging_(info, limits, engine.make_judge(), hasher) {
        judging_.report_every_record(every_record);
    }

    StretchJudging& judging() noexcept { return judging_; }

    void judge(StretchTask& task) {
        const std::uint32_t newest = engine_.generation();
        if (newest != generation_) {
            judging_.set_judge(engine_.make_judge());
            generation_ = newest;
        }
        task.begin_report(report_, forecast_.get());
        if (task.fault || task.file->abandoned) return;
        task.outcome = judging_.judge(task.stretch, task.sink(), std::move(task.outcome));
    }

private:
    BulkEngine& engine_;
    const ReportWriter& report_;
    std::uint32_t generation_;
    std::unique_ptr<HistoryForecast> forecast_;  // null: of no use, or without a history
    StretchJudging judging_;
};

// Every thread takes the next stretch, judges it, and puts it where the merge finds it. Whoever brings the one that is
// next in the report merges, and all behind it that are there.
class Run {
public:
    Run(const std::vector<Input>& inputs, const SpecificationInfo& info, BulkEngine& engine,
        const RunSettings& settings, const Limits& limits, std::size_t first_input, const ReportWriter& report,
        RunMerge& merge, const RunHistory* history)
        : info_(info),
          engine_(engine),
          report_(report),
          settings_(settings),
          limits_(limits),
          merge_(merge),
          history_(history),
          jobs_(jobs_of(settings)),
          tasks_(jobs_ == 1 ? 1 : kStretchesOfThread * jobs_),
          queue_(inputs, first_input, info, stretch_bytes_of(settings, tasks_), settings.digest,
                 history == nullptr ? DigestFirst::No : DigestFirst::Yes) {}

    // The error ends the run.
    Result<void> operator()() {
        if (settings_.jobs != 0) start_threads();
        work();
        for (std::thread& thread : threads_) thread.join();
        return error_ ? Result<void>{*error_} : Result<void>{};
    }

private:
    // The calling thread is the first worker, so that one job needs no thread and a small run none either.
    void work() noexcept {
        try {
            const bool every_record = settings_.every_record || history_ != nullptr;
            auto forecast = history_ == nullptr ? nullptr : history_->make_forecast();
            Worker worker(info_, engine_, limits_, merge_.hasher(), report_, every_record, std::move(forecast));
            while (std::unique_ptr<StretchTask> task = take()) {
                worker.judge(*task);
                hand_over(std::move(task), worker.judging());
            }
        } catch (const std::exception& fault) {
            fail(Error{fault.what()});
        }
    }

    // Reading a stretch takes some 50 µs, and a thread that has gone to sleep as long to be woken: it stays awake
    // first.
    std::unique_lock<std::mutex> lock_taking() {
        std::unique_lock lock(taking_, std::try_to_lock);
        const auto until = std::chrono::steady_clock::now() + kStaysAwake;
        while (!lock && stays_awake_ && std::chrono::steady_clock::now() < until) {
            std::this_thread::yield();
            lock.try_lock();
        }
        if (!lock) lock.lock();
        return lock;
    }

    std::unique_ptr<StretchTask> take() {
        const std::unique_lock<std::mutex> taking = lock_taking();
        std::unique_ptr<StretchTask> task = wait_for_room();
        if (task == nullptr) return nullptr;
        if (!queue_.next(*task)) {
            is_exhausted_ = true;
            return nullptr;
        }
        taken_bytes_ += task->stretch.bytes().size();
        if (taken_bytes_ >= kBytesForThreads) start_threads();
        return task;
    }

    // Null: there is nothing more to do.
    std::unique_ptr<StretchTask> wait_for_room() {
        std::unique_lock lock(state_);
        room_.wait(lock, [this] {
            if (error_ || is_exhausted_ || in_flight_ == 0) return true;
            return in_flight_ < tasks_ && held_bytes_ < kReportBytesInFlight;
        });
        if (error_ || is_exhausted_) return nullptr;
        ++in_flight_;
        if (free_.empty()) return new_task();
        std::unique_ptr<StretchTask> task = std::move(free_.back());
        free_.pop_back();
        return task;
    }

    std::unique_ptr<StretchTask> new_task() const {
        auto task = std::make_unique<StretchTask>();
        task->has_history = history_ != nullptr;
        return task;
    }

    // Called while no other thread is there, or under `taking_`.
    void start_threads() {
        if (std::exchange(has_started_, true)) return;
        for (std::size_t i = 1; i < jobs_; ++i) {
            try {
                threads_.emplace_back([this] { work(); });
            } catch (const std::exception&) {
                return;  // the system has no more of them: those that are there do it
            }
        }
    }

    void hand_over(std::unique_ptr<StretchTask> task, StretchJudging& judging) {
        std::unique_lock lock(state_);
        held_bytes_ += task->report.bytes();
        const std::uint64_t sequence = task->sequence;
        judged_.emplace(sequence, std::move(task));
        if (is_merging_) return;
        is_merging_ = true;
        while (!error_ && !judged_.empty() && judged_.begin()->first == next_sequence_) {
            std::unique_ptr<StretchTask> next = std::move(judged_.extract(judged_.begin()).mapped());
            const std::size_t bytes = next->report.bytes();
            lock.unlock();
            Result<void> done = merge_.add(*next, judging);
            next->file.reset();
            lock.lock();
            if (!done) error_ = done.error();
            ++next_sequence_;
            --in_flight_;
            held_bytes_ -= bytes;
            free_.push_back(std::move(next));
            room_.notify_all();
        }
        is_merging_ = false;
    }

    void fail(Error error) noexcept {
        const std::lock_guard lock(state_);
        if (!error_) error_ = std::move(error);
        room_.notify_all();
    }

    const SpecificationInfo& info_;
    BulkEngine& engine_;
    const ReportWriter& report_;
    const RunSettings& settings_;
    const Limits& limits_;
    RunMerge& merge_;
    const RunHistory* history_;
    std::size_t jobs_;
    std::size_t tasks_;                                                // on their way at most
    bool stays_awake_ = jobs_ <= std::thread::hardware_concurrency();  // nobody else waits for the processor

    std::mutex taking_;  // guards these; state_ may be locked inside
    StretchQueue queue_;
    std::size_t taken_bytes_ = 0;
    bool is_exhausted_ = false;
    bool has_started_ = false;
    std::vector<std::thread> threads_;

    std::mutex state_;  // guards these
    std::condition_variable room_;
    std::size_t in_flight_ = 0;   // taken and not yet merged
    std::size_t held_bytes_ = 0;  // in the reports of judged_
    bool is_merging_ = false;
    std::uint64_t next_sequence_ = 0;
    std::map<std::uint64_t, std::unique_ptr<StretchTask>> judged_;  // waiting for those before them
    std::vector<std::unique_ptr<StretchTask>> free_;
    std::optional<Error> error_;
};

Result<Summary> run(const std::vector<Input>& inputs, const SpecificationInfo& info, BulkEngine& engine,
                    RunHistory* history, const RunSettings& settings, ReportWriter& report, RunObserver& observer,
                    RunContinuation continuation, const Limits& limits) {
    const Result<KeySeed> seed = random_key_seed();
    if (!seed) return seed.error();
    const std::size_t first_input = continuation.first_input;
    RunMerge merge(info, settings, limits, report, observer, std::move(continuation), *seed, history);
    Run judged(inputs, info, engine, settings, limits, first_input, report, merge, history);
    if (auto done = judged(); !done) return done.error();
    return merge.finish();
}

}  // namespace

Result<Summary> validate_run(const std::vector<Input>& inputs, const SpecificationInfo& info, BulkEngine& engine,
                             const RunSettings& settings, ReportWriter& report, RunObserver& observer,
                             RunContinuation continuation, const Limits& limits) {
    return run(inputs, info, engine, nullptr, settings, report, observer, std::move(continuation), limits);
}

Result<Summary> validate_run(const std::vector<Input>& inputs, const SpecificationInfo& info, BulkEngine& engine,
                             RunHistory& history, const RunSettings& settings, ReportWriter& report,
                             RunObserver& observer, RunContinuation continuation, const Limits& limits) {
    return run(inputs, info, engine, &history, settings, report, observer, std::move(continuation), limits);
}

}  // namespace jianhe::driver
