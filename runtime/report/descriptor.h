// Writing to a POSIX file descriptor, private to the sinks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <jianhe/result.h>

namespace jianhe::detail {

// Gathers writes for one descriptor, which stays the caller's.
class DescriptorBuffer {
public:
    DescriptorBuffer(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

    Result<void> write(std::string_view bytes) {
        if (bytes.size() > buffer_.capacity() - buffer_.size()) return write_long(bytes);
        buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
        return {};
    }
    Result<void> flush();

private:
    Result<void> write_long(std::string_view bytes);
    Result<void> write_through(std::string_view bytes) const;

    int descriptor_;
    std::string name_;
    std::vector<char> buffer_;
};

}  // namespace jianhe::detail
