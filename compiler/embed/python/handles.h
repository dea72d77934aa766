#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <jianhe.h>
#include <pybind11/pybind11.h>

// What the module keeps of libjianhe. Private to this folder.
namespace jianhe_python {

// Becomes jianhe.Error in Python.
struct Failure : std::runtime_error {
    Failure(jianhe_status of, const char* text) : std::runtime_error(text), status(of) {}
    jianhe_status status;
};

// Calls a function of libjianhe that takes an error last.
template <class Function, class... Arguments>
void call(Function function, Arguments... arguments) {
    jianhe_error error{};
    const jianhe_status status = function(arguments..., &error);
    if (status != JIANHE_OK) throw Failure(status, error.text);
}

struct Close {
    void operator()(jianhe_specification* handle) const noexcept { jianhe_specification_close(handle); }
    void operator()(jianhe_validator* handle) const noexcept { jianhe_validator_close(handle); }
    void operator()(jianhe_upload* handle) const noexcept { jianhe_upload_close(handle); }
    void operator()(jianhe_builder* handle) const noexcept { jianhe_builder_close(handle); }
};
template <class Handle>
using Owned = std::unique_ptr<Handle, Close>;

template <class Struct>
Struct sized() noexcept {
    Struct made{};
    made.size = sizeof made;
    return made;
}

// What a function of libjianhe writes: asked for its size, then written.
template <class Write>
pybind11::bytes written(Write write) {
    jianhe_error error{};
    std::size_t size = 0;
    jianhe_status status = write(nullptr, std::size_t{0}, &size, &error);
    std::string text(size, '\0');
    if (status == JIANHE_NO_ROOM) status = write(text.data(), text.size(), &size, &error);
    if (status != JIANHE_OK) throw Failure(status, error.text);
    return pybind11::bytes(text);
}

// The keyword arguments of every function that judges.
class Supplies {
public:
    explicit Supplies(const pybind11::kwargs& arguments);
    // Lives as long as this.
    const jianhe_supplies* get() const noexcept { return &supplies_; }

private:
    std::vector<std::string> texts_;
    std::vector<jianhe_given> givens_;
    std::vector<const char*> raised_;
    jianhe_supplies supplies_ = sized<jianhe_supplies>();
};

pybind11::dict shown(const jianhe_finding& finding);

}  // namespace jianhe_python
