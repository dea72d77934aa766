#include "runtime/report/long_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace jianhe::detail {
namespace {

constexpr std::size_t kMostInMemory = std::size_t{4} << 20;
constexpr std::size_t kPiece = std::size_t{64} << 10;

}  // namespace

Result<void> LongText::append(std::string_view bytes) {
    tail_.append(bytes);
    if (tail_.size() < kMostInMemory) return {};
    if (!file_) {
        const Result<std::string> folder = temporary_folder();
        if (!folder) return folder.error();
        auto created = TemporaryFile::create(*folder);
        if (!created) return created.error();
        file_ = std::move(*created);
    }
    if (auto done = file_->append(std::as_bytes(std::span(tail_))); !done) return done;
    tail_.clear();
    return {};
}

Result<void> LongText::write_to(OutputSink& output) const {
    std::string piece;
    for (std::uint64_t at = 0; file_ && at < file_->size(); at += piece.size()) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, file_->size() - at)));
        if (auto done = file_->read(at, std::as_writable_bytes(std::span(piece))); !done) return done;
        if (auto done = output.write(piece); !done) return done;
    }
    return output.write(tail_);
}

void LongText::clear() noexcept {
    file_.reset();
    tail_.clear();
}

}  // namespace jianhe::detail
