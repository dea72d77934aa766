#include "compiler/cppgen/cppgen.h"

#include <fmt/format.h>

#include "compiler/cppgen/emitting.h"

namespace jianhe::cppgen {
namespace {

void add(std::vector<CppFile>& files, std::vector<CppFile> more) {
    for (CppFile& file : more) files.push_back(std::move(file));
}

// One source that holds all others.
CppFile emit_all(const Emission& e, const std::vector<CppFile>& files) {
    Writer out;
    begin_file(out, e, "All sources in one, for build systems that want a single file.");
    for (const CppFile& file : files) {
        if (file.name.ends_with(".cpp")) out.line("#include \"{}\"", file.name);
    }
    return {e.file("_all.cpp"), out.text()};
}

CppFile emit_cmake(const Emission& e, const std::vector<CppFile>& files) {
    std::string text = fmt::format(
        "# Made by `jianhe compile --emit cpp`; do not edit. Makes the library {0} of the generated sources:\n"
        "#     find_package(Jianhe REQUIRED COMPONENTS runtime)\n"
        "#     add_subdirectory(generated)\n"
        "#     target_link_libraries(my_program PRIVATE {0})\n"
        "add_library({0} STATIC\n",
        e.names.space);
    for (const CppFile& file : files) {
        if (file.name.ends_with(".cpp")) text += fmt::format("    {}\n", file.name);
    }
    text += fmt::format(
        ")\n"
        "target_compile_features({0} PUBLIC cxx_std_20)\n"
        "target_include_directories({0} PUBLIC \"${{CMAKE_CURRENT_SOURCE_DIR}}\")\n"
        "target_link_libraries({0} PUBLIC jianhe::generated_code)\n",
        e.names.space);
    return {"CMakeLists.txt", text};
}

}  // namespace

std::vector<CppFile> emit_cpp(const ir::Module& module, const CppOptions& options) {
    const Names names = make_names(module, options.name_space.empty() ? module.name : options.name_space);
    const Sharing sharing(module);
    Expressions expressions(module, names, sharing);
    const Emission e{module, names, sharing, expressions};
    std::vector<CppFile> files;
    files.push_back(emit_user_header(e));
    files.push_back(emit_codes_header(e));
    files.push_back(emit_codes_source(e));
    files.push_back(emit_record_header(e));
    files.push_back(emit_record_source(e));
    files.push_back(emit_validator_header(e));
    files.push_back(emit_validator_source(e));
    files.push_back(emit_rules_header(e));
    add(files, emit_rules(e));
    files.push_back(emit_conditions(e));
    files.push_back(emit_code_sets(e));
    files.push_back(emit_tables(e));
    files.push_back(emit_selection(e));
    add(files, emit_reasons(e));
    add(files, emit_builder(e));
    CppFile all = emit_all(e, files);
    CppFile cmake = emit_cmake(e, files);
    files.push_back(std::move(all));
    files.push_back(std::move(cmake));
    return files;
}

}  // namespace jianhe::cppgen
