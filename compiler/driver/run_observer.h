#pragma once

#include <cstdint>
#include <string_view>

namespace jianhe::driver {

// Told of a run while it lasts; called by one thread at a time. What it is told holds no value of a private field.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    // A file that could not be read, and where in a file its envelope is broken.
    virtual void message(std::string_view text) = 0;
    // What this run has reported so far, without what a run that it continues had reported.
    struct Progress {
        std::uint64_t files = 0;
        std::uint64_t records = 0;
        std::uint64_t rejected = 0;  // records
        std::uint64_t bytes = 0;     // of the inputs
    };
    // Called often; it should be cheap.
    virtual void progress(const Progress& progress) = 0;
};

}  // namespace jianhe::driver
