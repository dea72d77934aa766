#pragma once

#include <set>
#include <string>
#include <string_view>

namespace jianhe::csharpgen {

// `visit_time` -> `VisitTime`. C#'s keywords are lower case, so none is met.
std::string pascal_case(std::string_view name);

// Names of one class, each given once: a second one gets the tag behind it.
class Names {
public:
    // `reserved`: what the class has of its own.
    explicit Names(std::set<std::string> reserved) : taken_(std::move(reserved)) {}
    std::string take(std::string_view name, std::string_view tag);

private:
    std::set<std::string> taken_;
};

}  // namespace jianhe::csharpgen
