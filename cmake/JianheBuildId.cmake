# jianhe_build_id(NAME <name> GLOBS <glob>... [ALSO <text>...])
#
# Makes the static library jianhe_<name>, alias jianhe::<name>, which defines jianhe::jit::build_id(): a digest of the
# files that match, and of ALSO. Two builds of the same sources by the same compiler have the same.
function(jianhe_build_id)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "GLOBS;ALSO")
    if(NOT arg_NAME OR NOT arg_GLOBS OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "jianhe_build_id: an argument is missing, or not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()

    list(TRANSFORM arg_GLOBS PREPEND "${PROJECT_SOURCE_DIR}/")
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" ${arg_GLOBS})
    # By relative path: the same order wherever the sources lie.
    list(SORT files COMPARE STRING)
    list(TRANSFORM files PREPEND "${PROJECT_SOURCE_DIR}/" OUTPUT_VARIABLE paths)
    list(JOIN paths "\n" lines)

    set(out "${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}")
    string(REPLACE ";" " " also "${arg_ALSO}")
    set(script "${PROJECT_SOURCE_DIR}/cmake/hash_files.cmake")
    file(CONFIGURE OUTPUT "${out}/files.txt" CONTENT "${lines}" @ONLY)
    add_custom_command(
        OUTPUT "${out}/build_id.cpp"
        COMMAND "${CMAKE_COMMAND}"
            -D "list=${out}/files.txt" -D "also=${also}" -D "out=${out}/build_id.cpp" -P "${script}"
        DEPENDS "${script}" "${out}/files.txt" ${paths}
        COMMENT "Digest of the sources behind ${arg_NAME}"
        VERBATIM
    )
    jianhe_library(NAME ${arg_NAME} SOURCES "${out}/build_id.cpp")
endfunction()
