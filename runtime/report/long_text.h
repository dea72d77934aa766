// A text of any length, in bounded memory; private to runtime/report.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <jianhe/output.h>
#include <jianhe/result.h>

#include "runtime/store/temporary_file.h"

namespace jianhe::detail {

// Grows at its end; past a few megabytes it goes on in a temporary file. One thread.
class LongText {
public:
    Result<void> append(std::string_view bytes);
    // All of it, from the beginning.
    Result<void> write_to(OutputSink& output) const;

    bool empty() const noexcept { return tail_.empty() && !file_; }
    // Forgets the text and gives the disk back.
    void clear() noexcept;

private:
    std::optional<TemporaryFile> file_;  // the text's beginning; none while all of it is in `tail_`
    std::string tail_;
};

}  // namespace jianhe::detail
