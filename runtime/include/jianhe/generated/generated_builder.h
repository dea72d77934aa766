#pragma once

#include <jianhe/generated/build_engine.h>
#include <jianhe/record_builder.h>

namespace jianhe::generated {

// Generated constructions behind the interface of all record builders, for programs that choose among them. Unlike a
// typed builder it copies what it says. Belongs to one thread; `building` and `layout` are shared and must outlive it.
class GeneratedBuilder final : public RecordBuilder {
public:
    GeneratedBuilder(const Building& building, const RecordLayout& layout, Supplied supplied);

    const RecordLayout& layout() const noexcept override { return layout_; }
    const BuilderDescription& description() const noexcept override { return description_; }
    void build(const BuildRequest& request, BuildOutcome& outcome) override;

private:
    const Building& building() const noexcept { return engine_.building(); }
    void take(const BuildRequest& request);
    void hand_over(const BuildAnswer& answer, BuildOutcome& outcome);

    const RecordLayout& layout_;
    BuilderDescription description_;
    BuildEngine engine_;
};

}  // namespace jianhe::generated
