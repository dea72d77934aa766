#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/bulk.h>
#include <jianhe/limits.h>
#include <jianhe/specification_info.h>

#include "compiler/interp/evaluator.h"
#include "compiler/interp/interpreter.h"
#include "compiler/jit/blocked_checks.h"
#include "compiler/jit/context.h"
#include "compiler/jit/event_settling.h"
#include "compiler/jit/field_causes.h"
#include "compiler/jit/host.h"
#include "compiler/jit/plan.h"
#include "compiler/jit/program.h"

namespace jianhe::jit {

// Whether compiled code may judge with these supplies: it relies on every given value that is not optional.
bool is_fit(const ir::Module& module, const Supplied& supplied) noexcept;

// Compiled code at work. What it cannot say, the interpreter beside it says. All that it is made with must outlive it;
// it belongs to one thread.
class CompiledJudge final : public StretchJudge {
public:
    CompiledJudge(const ir::Module& module, const Plan& plan, const SpecificationInfo& info, const Supplied& supplied,
                  std::shared_ptr<const JitProgram> program, const Limits& limits = {});
    ~CompiledJudge() override;

    void begin_stretch(TextEncoding encoding, FileQuestions* questions, bool every_record) override;
    Stop run(std::string_view stretch, std::size_t& at, Tally& tally) override;
    bool run_one(std::string_view stretch, std::size_t& at, std::vector<NotChecked>* not_checked) override;
    const Record& record() const override { return record_; }
    const RecordResult& result() const override { return result_; }
    void check(const Record& record, RecordResult& result) override;

private:
    using Function = std::uint32_t (*)(Context*);

    // Questions of the interpreter, with the place of the record.
    class Placed;
    // What was scanned, as a Record shows it.
    class Scanned;

    bool load(const Record& record);
    void load_row(const Record& record, std::uint32_t segment, std::uint32_t row);
    void begin_record();
    void take_findings(const Record& record, RecordResult& result);
    void take_refusal(RecordResult& result);
    void add_fired(const Event& event);
    void finish(RecordResult& result) const;
    void count_orders(RecordResult& result) const;
    void take_causes(const Record& record);
    void evaluate_causes(const Event& event);
    void add_not_checked(std::uint32_t index);
    jit::Stop scan(std::string_view stretch, std::size_t& at);
    void take_result(jit::Stop stop);
    void take_not_checked(std::vector<NotChecked>& not_checked);
    void take_back_not_checked();
    void judge_slowly(const Record& record, RecordResult& result);
    void interpret(const Record& record, RecordResult& result);
    void take_counts(std::vector<std::uint64_t>& by_number);
    void flush(Tally& tally);

    const ir::Module& module_;
    const Plan& plan_;
    Supplied supplied_;
    std::shared_ptr<const JitProgram> program_;
    Function scan_ = nullptr;
    Function judge_ = nullptr;
    Host host_;
    Context context_{};
    std::vector<std::int64_t> givens_;
    std::vector<std::uint64_t> enabled_;
    std::vector<std::uint64_t> any_atoms_;
    std::vector<std::uint64_t> not_checked_;
    std::vector<std::uint64_t> count_planes_;
    std::vector<std::uint64_t> counts_;
    std::vector<std::uint32_t> not_checked_in_order_;           // of Plan::not_checked
    std::map<NotChecked, std::uint32_t> index_of_not_checked_;  // in Plan::not_checked
    std::vector<std::uint8_t> memo_;
    std::vector<KeyDigest> digests_;
    std::vector<Operand> run_values_;
    std::vector<Operand> memo_values_;
    std::optional<Interpreter> interpreter_;  // made when it is asked first: of most stretches it never is
    Evaluator evaluator_;
    std::unique_ptr<Placed> placed_;
    QuestionRoom no_room_;
    QuestionRoom* room_ = &no_room_;  // of who gathers questions
    bool every_record_ = false;
    std::unique_ptr<Scanned> scanned_;
    Record record_;  // as scanned_ has it
    RecordResult result_;
    EventSettling settling_;
    FieldCauses field_causes_;
    BlockedChecks blocked_;
    std::vector<Cause> causes_;
};

// Compiled code as a validator of single records, for tests and for whoever has no stretches.
class CompiledValidator final : public Validator {
public:
    CompiledValidator(const ir::Module& module, Supplied supplied, std::shared_ptr<const JitProgram> program);

    void check(const Record& record, RecordResult& result) override { judge_.check(record, result); }
    void set_file(FileQuestions* file) override { judge_.begin_stretch(TextEncoding::Utf8, file, false); }

private:
    SpecificationInfo info_;
    Plan plan_;
    Supplied supplied_;
    CompiledJudge judge_;
};

}  // namespace jianhe::jit
