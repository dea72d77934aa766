#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jianhe/upload_stream.h>

#include "runtime/scan/byte_words.h"
#include "runtime/value/system_error.h"
#include "runtime/xml/input_text.h"

namespace jianhe {
namespace {

constexpr std::size_t kHeadBytes = kDeclarationWindow + 3;
constexpr std::size_t kWindowBytes = kEncodingWindow + 1;  // one more, to see whether the window ends the input
constexpr std::size_t kCountingBytes = std::size_t{256} << 10;

std::size_t find_beyond_ascii(std::string_view bytes, std::size_t from) noexcept {
    const auto found = std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    return static_cast<std::size_t>(found - bytes.begin());
}

bool is_same(const struct stat& before, const struct stat& after) noexcept {
    return before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
           before.st_mtim.tv_nsec == after.st_mtim.tv_nsec;
}

}  // namespace

class UploadSource::Impl {
public:
    Impl(int descriptor, std::string shown, const SpecificationInfo& info, const SourceSettings& settings)
        : descriptor_(descriptor),
          shown_(std::move(shown)),
          end_tag_("</" + info.layout.record() + ">"),
          wanted_(info.wire_encoding),
          chunk_bytes_(std::max<std::size_t>(settings.chunk_bytes, 1)),
          most_bytes_(std::max(settings.most_bytes, chunk_bytes_)),
          digest_(settings.digest),
          encoding_(info.wire_encoding) {
        opened_ = ::fstat(descriptor_, &before_) == 0;
        can_read_again_ = opened_ && S_ISREG(before_.st_mode) && ::lseek(descriptor_, 0, SEEK_CUR) == 0;
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
    }

    Result<bool> next(Stretch& stretch) {
        try {
            return read_next(stretch);
        } catch (const std::bad_alloc&) {
            return Error{"cannot read " + shown_ + ": out of memory"};
        }
    }

    Result<void> finish() {
        try {
            return read_rest();
        } catch (const std::bad_alloc&) {
            return Error{"cannot read " + shown_ + ": out of memory"};
        }
    }

    std::uint64_t bytes() const noexcept { return bytes_; }
    std::optional<std::uint64_t> unwanted_utf8_at() const noexcept { return unwanted_utf8_at_; }

    Result<std::uint64_t> lines_before(std::uint64_t offset) const {
        if (!can_read_again_) {
            if (unwanted_utf8_at_ == offset) return unwanted_utf8_lines_;
            return Error{"cannot read " + shown_ + " again, to count its lines"};
        }
        const auto buffer = std::make_unique_for_overwrite<char[]>(kCountingBytes);
        std::uint64_t lines = 0;
        for (std::uint64_t at = 0; at < offset;) {
            const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kCountingBytes, offset - at));
            const ssize_t got = ::pread(descriptor_, buffer.get(), wanted, static_cast<off_t>(at));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return cannot_read();
            if (got == 0) return changed();
            lines += words::count_lines({buffer.get(), static_cast<std::size_t>(got)});
            at += static_cast<std::uint64_t>(got);
        }
        return lines;
    }

private:
    Result<bool> read_next(Stretch& stretch) {
        if (!opened_) return cannot_read();
        if (ended_) return false;
        if (auto begun = begin(); !begun) return begun.error();
        stretch.resize(0);
        std::size_t cut = 0;
        std::size_t known_ascii = 0;
        for (std::size_t size = chunk_bytes_;; size = std::min(2 * size, most_bytes_)) {
            if (auto filled = fill(stretch, size); !filled) return filled.error();
            if (auto decided = decide(stretch.bytes(), known_ascii); !decided) return decided.error();
            cut = end_of_last_record(stretch.bytes());
            if (cut != 0 || is_at_end(stretch) || size == most_bytes_) break;
            known_ascii = stretch.bytes().size();
        }
        give(stretch, cut);
        return true;
    }

    Result<void> read_rest() {
        Stretch rest;
        for (;;) {
            const Result<bool> more = read_next(rest);
            if (!more) return more.error();
            if (!*more) break;
        }
        rest.resize(chunk_bytes_);
        while (!at_end_) {
            const auto got = read(rest.data(), chunk_bytes_);
            if (!got) return got.error();
        }
        struct stat after {};
        if (::fstat(descriptor_, &after) != 0) return cannot_read();
        if (!can_read_again_) return {};
        if (!is_same(before_, after) || bytes_ < static_cast<std::uint64_t>(before_.st_size)) return changed();
        return {};
    }

    Error cannot_read() const { return detail::system_error("cannot read", shown_); }
    Error changed() const { return Error{"cannot read " + shown_ + ": it changed while it was being read"}; }

    // As much as there is at once; 0 at the end.
    Result<std::size_t> read(char* to, std::size_t most) {
        ssize_t got = 0;
        do {
            got = ::read(descriptor_, to, most);
        } while (got < 0 && errno == EINTR);
        if (got < 0) return cannot_read();
        const auto count = static_cast<std::size_t>(got);
        at_end_ = count == 0;
        bytes_ += count;
        if (digest_ != nullptr) digest_->add({to, count});
        return count;
    }

    // Until so much has been read ahead, or all.
    Result<void> read_ahead(std::size_t wanted) {
        while (ahead_.size() < wanted && !at_end_) {
            const std::size_t begin = ahead_.size();
            ahead_.resize(wanted);
            const Result<std::size_t> got = read(ahead_.data() + begin, wanted - begin);
            ahead_.resize(begin + (got ? *got : 0));
            if (!got) return got.error();
        }
        return {};
    }

    // The marks at the beginning of the file.
    Result<void> begin() {
        if (begun_) return {};
        if (auto done = read_ahead(kHeadBytes); !done) return done;
        begun_ = true;
        marks_ = read_encoding_marks(ahead_);
        position_ = marks_.bom_bytes;
        ahead_.erase(0, marks_.bom_bytes);
        if (marks_.bom_bytes != 0) encoding_ = TextEncoding::Utf8;
        if (marks_.utf16_or_utf32) settle_encoding({}, 0, {});
        return {};
    }

    Result<void> fill(Stretch& stretch, std::size_t wanted) {
        const std::size_t from_ahead = std::min(ahead_.size(), wanted - stretch.bytes().size());
        stretch.append({ahead_.data(), from_ahead});
        ahead_.erase(0, from_ahead);
        std::size_t size = stretch.bytes().size();
        if (size == wanted || at_end_) return {};
        stretch.resize(wanted);
        while (size < wanted && !at_end_) {
            const Result<std::size_t> got = read(stretch.data() + size, wanted - size);
            if (!got) return got.error();
            size += *got;
        }
        stretch.resize(size);
        return {};
    }

    bool is_at_end(const Stretch& stretch) const noexcept {
        if (text_end_ && *text_end_ <= position_ + stretch.bytes().size()) return true;
        return at_end_ && ahead_.empty();
    }

    // Decides the encoding at the first byte outside ASCII, or at the end. `known`: so many bytes are ASCII.
    Result<void> decide(std::string_view bytes, std::size_t known) {
        if (decided_) return {};
        const std::size_t first = find_beyond_ascii(bytes, known);
        if (first == bytes.size()) {
            if (at_end_ && ahead_.empty()) settle_encoding({}, position_ + first, bytes);
            return {};
        }
        std::string window{bytes.substr(first, kWindowBytes)};
        const std::size_t missing = kWindowBytes - window.size();
        if (auto done = read_ahead(missing); !done) return done;
        window.append(ahead_, 0, missing);
        settle_encoding(window, position_ + first, bytes.substr(0, first));
        return {};
    }

    void settle_encoding(std::string_view window, std::uint64_t offset, std::string_view in_front) {
        decided_ = true;
        const EncodingDecision decision =
            decide_encoding(marks_, {window, static_cast<std::size_t>(offset), window.size() < kWindowBytes}, wanted_);
        switch (decision.verdict) {
            case EncodingVerdict::Big5: encoding_ = TextEncoding::Big5; break;
            case EncodingVerdict::Utf8: encoding_ = TextEncoding::Utf8; break;
            case EncodingVerdict::Utf8InsteadOfBig5:
                encoding_ = TextEncoding::Utf8;
                unwanted_utf8_at_ = marks_.bom_bytes != 0 ? 0 : offset;
                unwanted_utf8_lines_ = marks_.bom_bytes != 0 ? 0 : lines_ + words::count_lines(in_front);
                break;
            case EncodingVerdict::NotEncoded:
                text_end_ = decision.offset;
                encoding_ = xml::encoding_of_beginning(
                    window.substr(0, decision.offset - std::min<std::size_t>(decision.offset, offset)),
                    marks_.bom_bytes, wanted_);
                break;
        }
    }

    // 0: there is none. Never to be trusted: it may stand in a comment.
    std::size_t end_of_last_record(std::string_view bytes) const noexcept {
        // By its slash, which few bytes are; `rfind` compares at each of them.
        if (bytes.size() < end_tag_.size()) return 0;
        for (std::size_t at = bytes.size() - end_tag_.size() + 1; at-- > 0;) {
            if (bytes[at + 1] == end_tag_[1] && bytes.substr(at, end_tag_.size()) == end_tag_)
                return at + end_tag_.size();
        }
        return 0;
    }

    void give(Stretch& stretch, std::size_t cut) {
        stretch.offset = position_;
        stretch.encoding = encoding_;
        stretch.start = is_first_ ? EnvelopeState{} : kBetweenRecords;
        stretch.invalid_at.reset();
        stretch.lines_before.reset();
        ended_ = stretch.is_last = is_at_end(stretch);
        if (ended_ && text_end_) {
            stretch.resize(static_cast<std::size_t>(*text_end_ - std::min(*text_end_, position_)));
            stretch.invalid_at = text_end_;
        } else if (!ended_ && cut != 0) {
            ahead_.insert(0, stretch.bytes().substr(cut));
            stretch.resize(cut);
        }
        is_first_ = false;
        position_ += stretch.bytes().size();
        if (can_read_again_) return;
        stretch.lines_before = lines_;
        lines_ += words::count_lines(stretch.bytes());
    }

    int descriptor_;
    std::string shown_;
    std::string end_tag_;
    TextEncoding wanted_;
    std::size_t chunk_bytes_;
    std::size_t most_bytes_;
    InputDigest* digest_;
    bool opened_ = false;
    bool can_read_again_ = false;
    struct stat before_ {};

    std::uint64_t bytes_ = 0;     // read
    bool at_end_ = false;         // and there are no more
    std::string ahead_;           // read, and not yet given
    std::uint64_t position_ = 0;  // of the first byte not yet given
    std::uint64_t lines_ = 0;     // in front of it; counted for what cannot be read again
    bool begun_ = false;
    bool is_first_ = true;
    bool ended_ = false;  // the last stretch was given

    EncodingMarks marks_;
    bool decided_ = false;
    TextEncoding encoding_;  // until it is decided, of ASCII
    std::optional<std::uint64_t> text_end_;
    std::optional<std::uint64_t> unwanted_utf8_at_;
    std::uint64_t unwanted_utf8_lines_ = 0;
};

Result<UploadSource> UploadSource::open(const std::string& path, const SpecificationInfo& info,
                                        const SourceSettings& settings) {
    const int descriptor = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return detail::system_error("cannot read", path);
    return UploadSource(descriptor, path, info, settings);
}

UploadSource::UploadSource(int descriptor, std::string shown, const SpecificationInfo& info,
                           const SourceSettings& settings)
    : impl_(std::make_unique<Impl>(descriptor, std::move(shown), info, settings)) {}
UploadSource::~UploadSource() = default;
UploadSource::UploadSource(UploadSource&&) noexcept = default;
UploadSource& UploadSource::operator=(UploadSource&&) noexcept = default;

Result<bool> UploadSource::next(Stretch& stretch) { return impl_->next(stretch); }
Result<void> UploadSource::finish() { return impl_->finish(); }
std::uint64_t UploadSource::bytes() const noexcept { return impl_->bytes(); }
std::optional<std::uint64_t> UploadSource::unwanted_utf8_at() const noexcept { return impl_->unwanted_utf8_at(); }
Result<std::uint64_t> UploadSource::lines_before(std::uint64_t offset) const { return impl_->lines_before(offset); }

}  // namespace jianhe
