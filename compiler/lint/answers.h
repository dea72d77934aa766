#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include <jianhe/record.h>
#include <jianhe/truth.h>
#include <jianhe/validator.h>

#include "compiler/interp/evaluator.h"
#include "compiler/ir/module.h"
#include "compiler/lint/atoms.h"
#include "compiler/lint/contents.h"

namespace jianhe::lint {

// One way in which a field can answer.
struct Answered {
    bool is_empty = false;
    bool is_vague = false;      // it stands for several contents, so its Loose atoms may answer otherwise
    std::vector<Truth> truths;  // by FieldAnswers::atoms
};

// The answers of all atoms that ask one field, each way once. Without a way: not known.
struct FieldAnswers {
    std::vector<Atom> atoms;
    std::vector<Answered> ways;
};

// Finds out what the atoms of all checks can answer, field by field, by asking the interpreter's evaluator about
// records that hold nothing but one content. Each field is asked once for all checks. One thread.
class Answers {
public:
    explicit Answers(const ir::Module& module);

    const FieldAnswers& of(ir::FieldId field) const { return fields_[ir::index_of(field)]; }

private:
    void ask(ir::FieldId field, FieldAnswers& answers);
    Answered ask_once(ir::FieldId id, const FieldAnswers& answers, const Content& content, std::optional<Date> day);

    ir::Module module_;  // a copy, in which a given value says the day that decides on rows of code sets
    RecordLayout layout_;
    std::vector<FieldAnswers> fields_;
    Evaluator evaluator_;
    Record record_;
    Supplied supplied_;
};

}  // namespace jianhe::lint
