#include "question_log.h"

#include <cassert>

namespace jianhe {

bool QuestionLog::answer(const FileQuestion& question) {
    assert(asked_ != nullptr && "a question is asked outside of a stretch");
    asked_->push_back(question);
    if (at_) asked_->back().at = *at_;
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
