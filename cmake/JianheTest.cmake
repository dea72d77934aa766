include(GoogleTest)

# jianhe_test(NAME <x_test> SOURCES <file>... [DEPENDS <target>...])
#
# Makes a GoogleTest program and registers each of its tests with ctest as <x_test>.<Suite>.<Test>. Test data is found
# through the macro JIANHE_SOURCE_DIR, the root of the repository, so that a test runs from any folder.
function(jianhe_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;DEPENDS")
    if(NOT arg_NAME OR NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "jianhe_test: NAME or SOURCES is missing, or not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()

    jianhe_program(NAME ${arg_NAME} SOURCES ${arg_SOURCES} DEPENDS ${arg_DEPENDS} GTest::gmock_main)
    target_compile_definitions(${arg_NAME} PRIVATE "JIANHE_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")
    set_target_properties(${arg_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests/bin")

    # Tests are listed when ctest starts, not while building: a test that crashes at start then fails as a test. The
    # long discovery limit is for sanitizer builds on a busy machine.
    gtest_discover_tests(${arg_NAME}
        TEST_PREFIX "${arg_NAME}."
        DISCOVERY_MODE PRE_TEST
        DISCOVERY_TIMEOUT 60
        PROPERTIES TIMEOUT 300
    )
endfunction()
