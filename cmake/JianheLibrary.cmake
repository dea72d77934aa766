# jianhe_library(
#     NAME <name>
#     [SOURCES <file>...]              sources listed by hand; a library without sources is header-only or an umbrella
#     [PUBLIC_DEPENDS <target>...]     what the headers need
#     [PRIVATE_DEPENDS <target>...]    what only the sources need
#     [INSTALL_COMPONENT <component>]  installed and exported in this component of the Jianhe package; a library under
#                                      runtime/ is in the component runtime unless it names another
# )
#
# Makes the static library jianhe_<name> with the alias jianhe::<name>. The repository root is an include directory of
# every library; runtime/include is one only of the libraries under runtime/ and of what links them.
function(jianhe_library)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;INSTALL_COMPONENT" "SOURCES;PUBLIC_DEPENDS;PRIVATE_DEPENDS")
    if(NOT arg_NAME OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "jianhe_library: NAME is missing, or not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()

    set(target "jianhe_${arg_NAME}")
    if(arg_SOURCES)
        add_library(${target} STATIC ${arg_SOURCES})
        set(scope PUBLIC)
        target_link_libraries(${target}
            PUBLIC ${arg_PUBLIC_DEPENDS}
            PRIVATE ${arg_PRIVATE_DEPENDS} $<BUILD_INTERFACE:jianhe_warnings>
        )
    else()
        add_library(${target} INTERFACE)
        set(scope INTERFACE)
        target_link_libraries(${target} INTERFACE ${arg_PUBLIC_DEPENDS} ${arg_PRIVATE_DEPENDS})
    endif()
    add_library(jianhe::${arg_NAME} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${arg_NAME})

    target_compile_features(${target} ${scope} cxx_std_20)
    target_include_directories(${target} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)

    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${PROJECT_SOURCE_DIR}" OUTPUT_VARIABLE folder)
    if(folder MATCHES "^runtime(/|$)")
        target_include_directories(${target} ${scope}
            $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/runtime/include>
            $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
        )
        if(NOT arg_INSTALL_COMPONENT)
            set(arg_INSTALL_COMPONENT runtime)
        endif()
    endif()
    if(folder MATCHES "^(runtime|dsl)(/|$)")
        _jianhe_check_layer(${arg_NAME} ${arg_PUBLIC_DEPENDS} ${arg_PRIVATE_DEPENDS})
    endif()

    if(arg_INSTALL_COMPONENT)
        jianhe_install_library(${target} ${arg_INSTALL_COMPONENT} ${arg_PUBLIC_DEPENDS} ${arg_PRIVATE_DEPENDS})
    endif()
endfunction()

# Folders are added lowest layer first, so a dependency that does not exist yet belongs to a higher layer (or to a
# folder of the same layer that is listed too late).
function(_jianhe_check_layer name)
    foreach(dependency IN LISTS ARGN)
        if(dependency MATCHES "^jianhe(::|_)" AND NOT TARGET ${dependency})
            message(FATAL_ERROR
                "jianhe::${name} depends on ${dependency}, which is not defined yet: a library may only depend on a "
                "lower layer or on a folder added before its own")
        endif()
    endforeach()
endfunction()
