// Where reports are written to. A sink gathers small writes; a full disk, a closed pipe or a missing permission comes
// back as an Error whose text says what was tried, at the latest from `close`. POSIX. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <jianhe/result.h>

namespace jianhe {

class OutputSink {
public:
    virtual ~OutputSink() = default;
    virtual Result<void> write(std::string_view bytes) = 0;
    // Whoever does not close a sink successfully has written nothing that counts. Writing after `close` is a
    // programming fault.
    virtual Result<void> close() = 0;
};

// Writes to `path`.partial and renames it when closed, after the bytes have reached the disk: a file called `path` is
// always whole. A sink that is destroyed unclosed, or that fails, removes its partial file.
Result<std::unique_ptr<OutputSink>> open_output_file(const std::string& path);

// A file that a run which was ended early leaves behind, for another to go on with: what open_output_file gives, but
// the partial file stays unless it is closed successfully.
class ContinuedOutput : public OutputSink {
public:
    // Hands everything written so far to the system, where the end of this process cannot hurt it. The length of the
    // partial file.
    virtual Result<std::uint64_t> flush() = 0;
    // What was flushed is on the disk, where a power cut cannot hurt it either.
    virtual Result<void> sync() = 0;
};
// The name under which the file grows.
std::string partial_name(const std::string& path);
// Keeps so many bytes at the beginning of the partial file; 0: begins it anew. The error may be that it has not so
// many.
Result<std::unique_ptr<ContinuedOutput>> open_continued_output(const std::string& path, std::uint64_t kept_bytes);

// Writes to standard output, which stays open. A reader that went away is an Error only where the program ignores
// SIGPIPE.
std::unique_ptr<OutputSink> standard_output();

}  // namespace jianhe
