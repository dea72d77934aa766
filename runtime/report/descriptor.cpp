#include "runtime/report/descriptor.h"

#include <cerrno>

#include <unistd.h>

#include "runtime/value/system_error.h"

namespace jianhe::detail {
namespace {

constexpr std::size_t kBufferBytes = 65536;

}  // namespace

Result<void> DescriptorBuffer::write_long(std::string_view bytes) {
    if (auto done = flush(); !done) return done;
    if (bytes.size() > kBufferBytes) return write_through(bytes);
    buffer_.reserve(kBufferBytes);
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    return {};
}

Result<void> DescriptorBuffer::flush() {
    auto done = write_through({buffer_.data(), buffer_.size()});
    buffer_.clear();
    return done;
}

Result<void> DescriptorBuffer::write_through(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_error("cannot write", name_);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace jianhe::detail
