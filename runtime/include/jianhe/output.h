// Where reports are written to. A sink gathers small writes; a full disk, a closed pipe or a missing permission comes
// back as an Error whose text says what was tried, at the latest from `close`. POSIX. Not thread-safe.
#pragma once

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

// Writes to standard output, which stays open. A reader that went away is an Error only where the program ignores
// SIGPIPE.
std::unique_ptr<OutputSink> standard_output();

}  // namespace jianhe
