# The target all fuzzing programs hang on, so that `cmake --build … --target jianhe_fuzzers` builds them and no more.
if(JIANHE_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "JIANHE_FUZZ needs clang (libFuzzer); use the preset fuzz")
    endif()
    add_custom_target(jianhe_fuzzers)
endif()

# jianhe_fuzzer(NAME fuzz_<topic> SOURCES <file>... [DEPENDS <target>...])
#
# Makes a libFuzzer program in bin/ of the build folder; its seeds are in tests/fuzz/corpus/<topic>. Without
# JIANHE_FUZZ it makes nothing.
function(jianhe_fuzzer)
    if(NOT JIANHE_FUZZ)
        return()
    endif()
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;DEPENDS")
    if(NOT arg_NAME MATCHES "^fuzz_.")
        message(FATAL_ERROR "jianhe_fuzzer: NAME must begin with fuzz_, got `${arg_NAME}`")
    endif()

    jianhe_program(NAME ${arg_NAME} SOURCES ${arg_SOURCES} DEPENDS ${arg_DEPENDS})
    target_link_options(${arg_NAME} PRIVATE -fsanitize=fuzzer)
    add_dependencies(jianhe_fuzzers ${arg_NAME})
endfunction()
