#include "question_log.h"

#include <algorithm>
#include <cassert>

namespace jianhe {
namespace {

constexpr std::size_t kFewest = 16;

}  // namespace

void QuestionLog::begin(std::vector<FileQuestion>& asked, std::size_t expected) {
    // What it still holds is written over.
    asked_ = &asked;
    room_ = {asked.data(), asked.data()};
    make_room(std::max({expected, kFewest, asked.size()}));
}

void QuestionLog::end() {
    asked_->resize(count());
    asked_ = nullptr;
    room_ = {};
}

void QuestionLog::make_room(std::size_t questions) {
    const std::size_t asked = count();
    asked_->resize(questions);
    room_ = {asked_->data() + asked, asked_->data() + questions};
}

bool QuestionLog::answer(const FileQuestion& question) {
    assert(asked_ != nullptr && "a question is asked outside of a stretch");
    if (room_.next == room_.end) make_room(2 * asked_->size());
    *room_.next = question;
    if (at_) room_.next->at = *at_;
    ++room_.next;
    return true;
}

void QuestionReplay::add(const FileQuestion& question, bool answer) {
    answers_[About{question.check, question.kind}].given.push_back(answer);
}

bool QuestionReplay::answer(const FileQuestion& question) {
    const auto found = answers_.find(About{question.check, question.kind});
    const bool known = found != answers_.end() && found->second.next < found->second.given.size();
    return known ? found->second.given[found->second.next++] : file_->answer(question);
}

}  // namespace jianhe
