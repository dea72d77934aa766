#include "tests/unit/compiler/jit_sample.h"

#include <stdexcept>

namespace jianhe::jit {

const Plugin& built_plugin() {
    static const auto opened = open_plugin(JIANHE_PLUGIN_FOLDER);
    if (!opened) throw std::runtime_error(opened.error().text);
    return **opened;
}

std::string sample_object(std::string_view text) {
    CompileOrder order;
    order.verify = true;
    auto made = compile_text(built_plugin(), text, order);
    if (!made) throw std::runtime_error(made.error().text);
    return std::move(made->object);
}

}  // namespace jianhe::jit
