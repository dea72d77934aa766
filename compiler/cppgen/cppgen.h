#pragma once

#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe::cppgen {

struct CppFile {
    std::string name;
    std::string text;
};

struct CppOptions {
    std::string name_space;  // empty: the specification's name
};

// A typed record, a validator, a builder (of a module with constructions) and what they are made of, as C++20 that
// includes the runtime's public headers only. The module must be verified. The same module and options always give the
// same bytes, in the same order of files. Pure.
//
// The files begin with the name of the namespace: NAME.h is for the user, NAME_all.cpp holds all sources in one for
// build systems that want a single file, and CMakeLists.txt makes a library of the others.
std::vector<CppFile> emit_cpp(const ir::Module& module, const CppOptions& options = {});

}  // namespace jianhe::cppgen
