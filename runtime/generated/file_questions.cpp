// The part of the context that asks the file a record stands in.

#include <jianhe/generated/context.h>

namespace jianhe::generated {

void Context::set_file(FileQuestions* file) noexcept {
    file_ = file;
    hasher_.reset();
    if (file != nullptr) hasher_ = file->hasher();
}

// Unknown when a part is malformed; no answer when one is empty or a placeholder; else true. The same digest from every
// engine: a part with a text adds its text, any other its number.
Truth Context::digest_of(std::initializer_list<Value> key, Key128& digest) noexcept {
    Truth truth = Truth::True;
    for (const Value& part : key) {
        if (part.state == Value::State::Unknown) return Truth::Unknown;
        if (part.state != Value::State::Present) truth = Truth::NoAnswer;
    }
    if (truth != Truth::True || !hasher_) return truth;
    for (const Value& part : key) {
        if (part.text.empty()) {
            hasher_->add(part.number);
        } else {
            hasher_->add(part.text);
        }
    }
    digest = hasher_->finish();
    return truth;
}

Truth Context::is_unique_in_file(std::uint32_t check, std::initializer_list<Value> key,
                                 std::initializer_list<Value> group) noexcept {
    FileQuestion question{FileQuestion::Kind::Unique, check};
    if (const Truth whole = digest_of(key, question.key); whole != Truth::True) return whole;
    if (const Truth known = digest_of(group, question.group); known != Truth::True) return known;
    question.has_group = group.size() > 0;
    return file_ == nullptr ? Truth::True : truth_of(file_->answer(question));
}

Truth Context::is_same_in_file(std::uint32_t check, std::initializer_list<Value> key) noexcept {
    FileQuestion question{FileQuestion::Kind::Same, check};
    if (const Truth whole = digest_of(key, question.key); whole != Truth::True) return whole;
    return file_ == nullptr ? Truth::True : truth_of(file_->answer(question));
}

// The state of a group is followed through every record of the file, whether the check's `when` is true or not.
void Context::tell(std::uint32_t check, const Key128& group, Truth state) noexcept {
    if (state == Truth::Unknown) return;
    FileQuestion told{FileQuestion::Kind::State, check};
    told.has_group = true;
    told.group = group;
    told.state = state == Truth::True;
    (void)file_->answer(told);
}

}  // namespace jianhe::generated
