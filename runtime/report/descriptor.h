// Writing to a POSIX file descriptor, private to the sinks.
#pragma once

#include <string>
#include <string_view>

#include <jianhe/result.h>

namespace jianhe::detail {

// Gathers writes for one descriptor, which stays the caller's.
class DescriptorBuffer {
public:
    DescriptorBuffer(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

    Result<void> write(std::string_view bytes);
    Result<void> flush();

private:
    Result<void> write_through(std::string_view bytes) const;

    int descriptor_;
    std::string name_;
    std::string buffer_;
};

}  // namespace jianhe::detail
