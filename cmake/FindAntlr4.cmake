# Finds the ANTLR 4 tool and its C++ runtime, and checks that they fit each other.
#
# Made because the package configuration that Debian ships with libantlr4-runtime-dev defines un-namespaced targets
# without include directories. Defines:
#   Antlr4::runtime    imported library with its include directory: the static one where it is installed, because the
#                      dynamic linker takes longer for the shared one than `jianhe` for a record
#   Antlr4_TOOL        the program `antlr4`
#   Antlr4_VERSION     version of the runtime
find_path(Antlr4_INCLUDE_DIR antlr4-runtime.h PATH_SUFFIXES antlr4-runtime)
find_library(Antlr4_SHARED_LIBRARY antlr4-runtime)
find_library(Antlr4_LIBRARY NAMES libantlr4-runtime.a antlr4-runtime)
find_program(Antlr4_TOOL antlr4)
mark_as_advanced(Antlr4_INCLUDE_DIR Antlr4_SHARED_LIBRARY Antlr4_LIBRARY Antlr4_TOOL)

# The runtime's headers do not say their version; the name of the shared library does.
if(Antlr4_SHARED_LIBRARY)
    file(REAL_PATH "${Antlr4_SHARED_LIBRARY}" antlr4_real_library)
    if(antlr4_real_library MATCHES "\\.so\\.([0-9]+\\.[0-9.]*[0-9])$")
        set(Antlr4_VERSION "${CMAKE_MATCH_1}")
    endif()
endif()

# Starting Java costs a third of a second, so the answer is kept in the cache.
if(Antlr4_TOOL AND NOT Antlr4_TOOL_VERSION)
    execute_process(COMMAND "${Antlr4_TOOL}" OUTPUT_VARIABLE antlr4_banner ERROR_VARIABLE antlr4_error)
    if(antlr4_banner MATCHES "Version ([0-9.]+[0-9])")
        set(Antlr4_TOOL_VERSION "${CMAKE_MATCH_1}" CACHE INTERNAL "Version of the ANTLR tool")
    else()
        set(antlr4_reason "${Antlr4_TOOL} does not run (is Java installed?): ${antlr4_error}")
    endif()
endif()

# ANTLR 4.10 changed the serialized form of its tables: a tool on one side of it does not fit a runtime on the other.
if(Antlr4_VERSION AND Antlr4_TOOL_VERSION)
    set(antlr4_tables_fit TRUE)
    if((Antlr4_VERSION VERSION_LESS 4.10 AND NOT Antlr4_TOOL_VERSION VERSION_LESS 4.10)
        OR (Antlr4_TOOL_VERSION VERSION_LESS 4.10 AND NOT Antlr4_VERSION VERSION_LESS 4.10))
        set(antlr4_tables_fit FALSE)
        set(antlr4_reason "the tool ${Antlr4_TOOL_VERSION} does not fit the runtime ${Antlr4_VERSION}")
    endif()
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Antlr4
    REQUIRED_VARS Antlr4_LIBRARY Antlr4_SHARED_LIBRARY Antlr4_INCLUDE_DIR Antlr4_TOOL Antlr4_TOOL_VERSION antlr4_tables_fit
    VERSION_VAR Antlr4_VERSION
    REASON_FAILURE_MESSAGE "${antlr4_reason}"
)

if(Antlr4_FOUND AND NOT TARGET Antlr4::runtime)
    add_library(Antlr4::runtime UNKNOWN IMPORTED)
    set_target_properties(Antlr4::runtime PROPERTIES
        IMPORTED_LOCATION "${Antlr4_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${Antlr4_INCLUDE_DIR}"
        INTERFACE_COMPILE_OPTIONS
            "$<$<COMPILE_LANG_AND_ID:CXX,Clang>:SHELL:-include \"${CMAKE_CURRENT_LIST_DIR}/antlr4_for_clang.h\">"
    )
endif()
