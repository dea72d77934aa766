#include <unistd.h>

#include <jianhe/output.h>

#include "runtime/report/descriptor.h"

namespace jianhe {
namespace {

class StandardOutput final : public OutputSink {
public:
    Result<void> write(std::string_view bytes) override { return buffer_.write(bytes); }
    Result<void> close() override { return buffer_.flush(); }

private:
    detail::DescriptorBuffer buffer_{STDOUT_FILENO, "standard output"};
};

}  // namespace

std::unique_ptr<OutputSink> standard_output() { return std::make_unique<StandardOutput>(); }

}  // namespace jianhe
