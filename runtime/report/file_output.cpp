#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <jianhe/output.h>

#include "runtime/report/descriptor.h"
#include "runtime/value/system_error.h"

namespace jianhe {
namespace {

constexpr int kClosed = -1;

class FileOutput final : public OutputSink {
public:
    FileOutput(int descriptor, std::string path, std::string partial)
        : descriptor_(descriptor), path_(std::move(path)), partial_(std::move(partial)), buffer_(descriptor, path_) {}
    FileOutput(const FileOutput&) = delete;
    FileOutput& operator=(const FileOutput&) = delete;
    ~FileOutput() override { discard(); }

    Result<void> write(std::string_view bytes) override { return kept(buffer_.write(bytes)); }

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
        if (!partial_.empty()) ::unlink(partial_.c_str());
        partial_.clear();
    }

    int descriptor_;
    std::string path_;
    std::string partial_;  // empty once there is nothing left to remove
    detail::DescriptorBuffer buffer_;
};

}  // namespace

Result<std::unique_ptr<OutputSink>> open_output_file(const std::string& path) {
    std::string partial = path + ".partial";
    const int descriptor = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor == kClosed) return detail::system_error("cannot create", partial);
    return std::unique_ptr<OutputSink>{std::make_unique<FileOutput>(descriptor, path, std::move(partial))};
}

}  // namespace jianhe
