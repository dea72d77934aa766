#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jianhe/output.h>

#include "runtime/report/descriptor.h"
#include "runtime/value/system_error.h"

namespace jianhe {
namespace {

constexpr int kClosed = -1;

// What becomes of the partial file of a sink that is not closed successfully.
enum class Leftover : std::uint8_t { Removed, Kept };

class FileOutput final : public ContinuedOutput {
public:
    FileOutput(int descriptor, std::string path, Leftover leftover, std::uint64_t length)
        : descriptor_(descriptor),
          path_(std::move(path)),
          partial_(partial_name(path_)),
          leftover_(leftover),
          length_(length),
          buffer_(descriptor, path_) {}
    FileOutput(const FileOutput&) = delete;
    FileOutput& operator=(const FileOutput&) = delete;
    ~FileOutput() override { discard(); }

    Result<void> write(std::string_view bytes) override {
        length_ += bytes.size();
        auto done = buffer_.write(bytes);
        if (!done) discard();
        return done;
    }

    Result<std::uint64_t> flush() override {
        if (auto done = kept(buffer_.flush()); !done) return done.error();
        return length_;
    }

    Result<void> sync() override {
        if (::fdatasync(descriptor_) != 0) return kept(detail::system_error("cannot write", path_));
        return {};
    }

    Result<void> close() override {
        if (auto done = kept(buffer_.flush()); !done) return done;
        if (::fsync(descriptor_) != 0) return kept(detail::system_error("cannot write", path_));
        // Some file systems report a full disk only here.
        if (::close(std::exchange(descriptor_, kClosed)) != 0) return kept(detail::system_error("cannot write", path_));
        if (std::rename(partial_.c_str(), path_.c_str()) != 0) {
            return kept(detail::system_error("cannot rename the finished file to", path_));
        }
        partial_.clear();
        return {};
    }

private:
    Result<void> kept(Result<void> done) {
        if (!done) discard();
        return done;
    }

    void discard() noexcept {
        if (descriptor_ != kClosed) ::close(std::exchange(descriptor_, kClosed));
        if (!partial_.empty() && leftover_ == Leftover::Removed) ::unlink(partial_.c_str());
        partial_.clear();
    }

    int descriptor_;
    std::string path_;
    std::string partial_;  // empty once there is nothing left to remove
    Leftover leftover_;
    std::uint64_t length_;
    detail::DescriptorBuffer buffer_;
};

}  // namespace

std::string partial_name(const std::string& path) { return path + ".partial"; }

Result<std::unique_ptr<OutputSink>> open_output_file(const std::string& path) {
    const std::string partial = partial_name(path);
    const int descriptor = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor == kClosed) return detail::system_error("cannot create", partial);
    return std::unique_ptr<OutputSink>{std::make_unique<FileOutput>(descriptor, path, Leftover::Removed, 0)};
}

Result<std::unique_ptr<ContinuedOutput>> open_continued_output(const std::string& path, std::uint64_t kept_bytes) {
    const std::string partial = partial_name(path);
    const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (kept_bytes == 0 ? O_TRUNC : 0);
    const int descriptor = ::open(partial.c_str(), flags, 0666);
    if (descriptor == kClosed) return detail::system_error("cannot create", partial);
    auto output = std::make_unique<FileOutput>(descriptor, path, Leftover::Kept, kept_bytes);
    if (kept_bytes == 0) return std::unique_ptr<ContinuedOutput>{std::move(output)};
    const auto length = static_cast<off_t>(kept_bytes);
    struct stat before {};
    if (::fstat(descriptor, &before) != 0) return detail::system_error("cannot continue", partial);
    if (before.st_size < length) return Error{"cannot continue " + partial + ": it is shorter than it was left"};
    if (::ftruncate(descriptor, length) != 0 || ::lseek(descriptor, length, SEEK_SET) != length) {
        return detail::system_error("cannot continue", partial);
    }
    return std::unique_ptr<ContinuedOutput>{std::move(output)};
}

}  // namespace jianhe
