# jianhe_program(NAME <name> SOURCES <file>... [DEPENDS <target>...] [INSTALL_COMPONENT <component>])
#
# Makes the executable <name>, in bin/ of the build folder.
function(jianhe_program)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;INSTALL_COMPONENT" "SOURCES;DEPENDS")
    if(NOT arg_NAME OR NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "jianhe_program: NAME or SOURCES is missing, or not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()

    add_executable(${arg_NAME} ${arg_SOURCES})
    target_compile_features(${arg_NAME} PRIVATE cxx_std_20)
    target_include_directories(${arg_NAME} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${arg_NAME} PRIVATE ${arg_DEPENDS} jianhe_warnings)

    if(arg_INSTALL_COMPONENT)
        install(TARGETS ${arg_NAME} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT ${arg_INSTALL_COMPONENT})
    endif()
endfunction()
