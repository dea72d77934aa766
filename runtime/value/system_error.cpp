#include "runtime/value/system_error.h"

#include <cerrno>
#include <string>
#include <system_error>

namespace jianhe {

Error detail::system_error(std::string_view what, std::string_view name) {
    return Error{std::string{what}.append(" ").append(name).append(": ") +
                 std::error_code{errno, std::generic_category()}.message()};
}

}  // namespace jianhe
