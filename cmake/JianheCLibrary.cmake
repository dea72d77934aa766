# jianhe_c_library(
#     HEADER <file>      the public header
#     EXPORTS <file>     a version script of the linker: what of the shared library others may see
#     CSHARP <file>...   the wrapper in C#, which is installed as source
#     PARTS <name>...    the libraries that make it up; nothing of the project is linked beside them
# )
#
# Makes libjianhe from parts that are built anyway: shared (target jianhe_c, alias jianhe::c) and static (jianhe_c_static,
# alias jianhe::c_static). Both are the component c of the package. The shared one has the soname of the interface, which
# changes when a program that was linked before would no longer run.
set(JIANHE_C_SOVERSION 0)

function(jianhe_c_library)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "HEADER;EXPORTS" "CSHARP;PARTS")
    if(NOT arg_HEADER OR NOT arg_EXPORTS OR NOT arg_PARTS OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "jianhe_c_library: an argument is missing, or not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()

    set(objects "")
    foreach(part IN LISTS arg_PARTS)
        list(APPEND objects "$<TARGET_OBJECTS:jianhe_${part}>")
    endforeach()
    set(exports "${CMAKE_CURRENT_SOURCE_DIR}/${arg_EXPORTS}")

    add_library(jianhe_c SHARED ${objects})
    add_library(jianhe_c_static STATIC ${objects})
    add_library(jianhe::c ALIAS jianhe_c)
    add_library(jianhe::c_static ALIAS jianhe_c_static)
    foreach(target IN ITEMS jianhe_c jianhe_c_static)
        set_target_properties(${target} PROPERTIES OUTPUT_NAME jianhe LINKER_LANGUAGE CXX)
        target_include_directories(${target} INTERFACE
            "$<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
    endforeach()
    set_target_properties(jianhe_c PROPERTIES
        EXPORT_NAME c
        VERSION "${PROJECT_VERSION}"
        SOVERSION ${JIANHE_C_SOVERSION}
        LINK_DEPENDS "${exports}"
    )
    set_target_properties(jianhe_c_static PROPERTIES EXPORT_NAME c_static)
    target_link_options(jianhe_c PRIVATE "LINKER:--version-script=${exports}" LINKER:--gc-sections LINKER:--no-undefined)
    target_link_libraries(jianhe_c PRIVATE pugixml::pugixml OpenSSL::Crypto)
    target_link_libraries(jianhe_c_static INTERFACE pugixml::pugixml OpenSSL::Crypto)

    # What runs is a component of its own; c and c_static are what others are built with.
    install(TARGETS jianhe_c EXPORT Jianhe_c
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT c_library NAMELINK_COMPONENT c)
    install(TARGETS jianhe_c_static EXPORT Jianhe_c_static
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT c_static)
    install(FILES "${CMAKE_CURRENT_SOURCE_DIR}/${arg_HEADER}" DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT c)
    install(FILES ${arg_CSHARP} DESTINATION ${CMAKE_INSTALL_DATADIR}/jianhe/csharp COMPONENT c)
    set_property(GLOBAL APPEND PROPERTY JIANHE_COMPONENTS c c_static)
    set_property(GLOBAL APPEND PROPERTY JIANHE_PACKAGES_OF_c_static pugixml OpenSSL)

    # Relative, so that an unpacked or moved installation works.
    cmake_path(SET libraries "/${CMAKE_INSTALL_LIBDIR}/pkgconfig")
    file(RELATIVE_PATH up_to_prefix "${libraries}" "/")
    configure_file("${PROJECT_SOURCE_DIR}/cmake/jianhe.pc.in" "${CMAKE_CURRENT_BINARY_DIR}/jianhe.pc" @ONLY)
    install(FILES "${CMAKE_CURRENT_BINARY_DIR}/jianhe.pc"
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT c)
endfunction()
