# jianhe_embed_folder(
#     NAME <name>             makes the static library jianhe_<name>, alias jianhe::<name>
#     FOLDER <folder>         its files, those of sub-folders too, become data of the library
#     PATTERNS <glob>...      which files, relative to the folder
# )
#
# What links it includes <name>.h, which declares `std::span<const jianhe::EmbeddedFile> jianhe::<name>()`: path and bytes
# of each file, in bytewise order of the paths.
function(jianhe_embed_folder)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;FOLDER" "PATTERNS")
    if(NOT arg_NAME OR NOT arg_FOLDER OR NOT arg_PATTERNS OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "jianhe_embed_folder: an argument is missing, or not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()

    cmake_path(ABSOLUTE_PATH arg_FOLDER NORMALIZE)
    list(TRANSFORM arg_PATTERNS PREPEND "${arg_FOLDER}/")
    file(GLOB files CONFIGURE_DEPENDS RELATIVE "${arg_FOLDER}" ${arg_PATTERNS})
    list(SORT files COMPARE STRING)
    if(NOT files)
        message(FATAL_ERROR "jianhe_embed_folder: ${arg_FOLDER} has no files")
    endif()
    list(TRANSFORM files PREPEND "${arg_FOLDER}/" OUTPUT_VARIABLE paths)

    set(out "${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}")
    set(script "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake")
    set(sources "${out}/${arg_NAME}.cpp" "${out}/${arg_NAME}.h")
    # The list is a file, so that a change of it makes the sources anew and no command line grows too long.
    file(CONFIGURE OUTPUT "${out}/files.txt" CONTENT "${files}" @ONLY)
    add_custom_command(
        OUTPUT ${sources}
        COMMAND "${CMAKE_COMMAND}" -D "name=${arg_NAME}" -D "folder=${arg_FOLDER}" -D "out=${out}" -P "${script}"
        DEPENDS "${script}" "${out}/files.txt" ${paths}
        COMMENT "Embedding ${arg_FOLDER}"
        VERBATIM
    )

    set(target "jianhe_${arg_NAME}")
    add_library(${target} STATIC ${sources})
    add_library(jianhe::${arg_NAME} ALIAS ${target})
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_include_directories(${target} PUBLIC "${out}")
    if(TARGET jianhe_generated)
        add_custom_target(${target}_sources DEPENDS ${sources})
        add_dependencies(${target} ${target}_sources)
        add_dependencies(jianhe_generated ${target}_sources)
    endif()
endfunction()
