// Questions about the file, gathered while stretches are judged out of order, and answered once the order is known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <jianhe/validator.h>

namespace jianhe {

// Says `true` to everything.
class QuestionLog final : public FileQuestions {
public:
    explicit QuestionLog(const KeyHasher& hasher) : hasher_(hasher) {}

    // Gathers in `asked`, whose elements are written over, until end(); before that it has more of them than there are
    // questions. About so many are expected.
    void begin(std::vector<FileQuestion>& asked, std::size_t expected = 0);
    void end();
    // Which record asks from now on; empty: the questions say it themselves.
    void set_record(std::optional<std::uint64_t> at) noexcept { at_ = at; }

    bool answer(const FileQuestion& question) override;
    QuestionRoom* room() noexcept override { return &room_; }
    const KeyHasher& hasher() const noexcept override { return hasher_; }

private:
    std::size_t count() const noexcept { return static_cast<std::size_t>(room_.next - asked_->data()); }
    void make_room(std::size_t questions);

    const KeyHasher& hasher_;
    std::vector<FileQuestion>* asked_ = nullptr;
    QuestionRoom room_;  // in *asked_
    std::optional<std::uint64_t> at_;
};

// Repeats the answers that a record was given, and asks the file itself behind them. An engine may visit checks in any
// order, and asks of each in its own.
class QuestionReplay final : public FileQuestions {
public:
    explicit QuestionReplay(const KeyHasher& hasher) : hasher_(hasher) {}

    void begin(FileQuestions& file) noexcept {
        file_ = &file;
        answers_.clear();
    }
    void add(const FileQuestion& question, bool answer);

    bool answer(const FileQuestion& question) override;
    const KeyHasher& hasher() const noexcept override { return hasher_; }

private:
    struct Answers {
        std::vector<bool> given;
        std::size_t next = 0;
    };
    using About = std::pair<std::uint32_t, FileQuestion::Kind>;

    const KeyHasher& hasher_;
    FileQuestions* file_ = nullptr;
    std::map<About, Answers> answers_;
};

}  // namespace jianhe
