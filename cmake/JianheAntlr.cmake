# All generated headers, for tools that read the sources without building them (`./dev lint`).
add_custom_target(jianhe_generated)

# jianhe_antlr_grammar(
#     NAME <name>
#     LEXER <XLexer.g4>         a `lexer grammar`
#     PARSER <XParser.g4>       a `parser grammar` with `options { tokenVocab = XLexer; }`
#     [NAMESPACE <namespace>]   C++ namespace of the generated classes
# )
#
# Makes the static library jianhe_<name>, alias jianhe::<name>, from sources generated in the build tree; what links it
# includes "XLexer.h", "XParser.h" and "XParserBaseVisitor.h". ANTLR's warnings about a grammar are errors.
function(jianhe_antlr_grammar)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;LEXER;PARSER;NAMESPACE" "")
    if(NOT arg_NAME OR NOT arg_LEXER OR NOT arg_PARSER OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "jianhe_antlr_grammar: an argument is missing, or not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()

    cmake_path(ABSOLUTE_PATH arg_LEXER NORMALIZE)
    cmake_path(ABSOLUTE_PATH arg_PARSER NORMALIZE)
    cmake_path(GET arg_LEXER STEM lexer)
    cmake_path(GET arg_PARSER STEM parser)
    set(out "${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}")
    set(package)
    if(arg_NAMESPACE)
        set(package -package "${arg_NAMESPACE}")
    endif()

    set(lexer_files "${out}/${lexer}.cpp" "${out}/${lexer}.h")
    _jianhe_run_antlr("${arg_LEXER}" "${out}"
        OUTPUTS ${lexer_files} "${out}/${lexer}.tokens"
        OPTIONS ${package}
    )
    set(parser_files)
    foreach(stem IN ITEMS ${parser} ${parser}Visitor ${parser}BaseVisitor)
        list(APPEND parser_files "${out}/${stem}.cpp" "${out}/${stem}.h")
    endforeach()
    _jianhe_run_antlr("${arg_PARSER}" "${out}"
        OUTPUTS ${parser_files}
        OPTIONS -visitor -no-listener -lib "${out}" ${package}
        DEPENDS "${out}/${lexer}.tokens"
    )

    set(target "jianhe_${arg_NAME}")
    add_library(${target} STATIC ${lexer_files} ${parser_files})
    add_library(jianhe::${arg_NAME} ALIAS ${target})
    target_compile_features(${target} PUBLIC cxx_std_20)
    # The generated tables are u8"…" literals put into std::string, which C++20's char8_t forbids.
    target_compile_options(${target} PRIVATE -fno-char8_t -w)
    target_include_directories(${target} SYSTEM PUBLIC "${out}")
    target_link_libraries(${target} PUBLIC Antlr4::runtime)

    add_custom_target(${target}_sources DEPENDS ${lexer_files} ${parser_files})
    add_dependencies(${target} ${target}_sources)
    add_dependencies(jianhe_generated ${target}_sources)
endfunction()

# Runs the tool in the grammar's own folder: given a path, it would repeat that path below the output folder and write
# it into the generated files.
function(_jianhe_run_antlr grammar out)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "OUTPUTS;OPTIONS;DEPENDS")
    cmake_path(GET grammar FILENAME file)
    cmake_path(GET grammar STEM stem)
    cmake_path(GET grammar PARENT_PATH folder)
    set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/antlr_tables_on_demand.cmake")
    add_custom_command(
        OUTPUT ${arg_OUTPUTS}
        COMMAND "${Antlr4_TOOL}" -Dlanguage=Cpp -Werror ${arg_OPTIONS} -o "${out}" "${file}"
        COMMAND "${CMAKE_COMMAND}" -D "file=${out}/${stem}.cpp" -P "${script}"
        DEPENDS "${grammar}" "${script}" ${arg_DEPENDS}
        WORKING_DIRECTORY "${folder}"
        COMMENT "Generating from ${file}"
        VERBATIM
    )
endfunction()
