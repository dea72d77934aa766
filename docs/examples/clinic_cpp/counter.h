// What the counter does with a request: it builds, shows what stands in the way, and adds what is built to the upload.
#pragma once

#include <fstream>
#include <string>
#include <string_view>

#include <jianhe/upload_writer.h>

#include "nhi_upload.h"

class Counter {
public:
    // Dates of switch-over are judged as of when the upload is sent.
    Counter(const std::string& upload_path, jianhe::DateTime sent_at);

    // What is built goes into the upload; everything else is shown. The outcome stays until the next one.
    nhi_upload::Outcome build(const nhi_upload::Request& request, std::string_view title);

    int built() const { return built_; }
    // Ends the upload. False: it could not be written.
    bool close();

private:
    static nhi_upload::Supplies supplies(jianhe::DateTime sent_at);
    void show(const nhi_upload::Outcome& outcome, std::string_view title) const;

    nhi_upload::Builder builder_;
    jianhe::UploadWriter writer_;
    std::ofstream upload_;
    int built_ = 0;
    bool failed_ = false;
};
