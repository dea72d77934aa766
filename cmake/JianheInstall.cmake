include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# Installs a library into a component of the package Jianhe. Its exported name is jianhe::<name>, as inside the build.
# The packages behind its other dependencies are remembered, so that JianheConfig.cmake finds exactly those.
function(jianhe_install_library target component)
    install(TARGETS ${target}
        EXPORT Jianhe_${component}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${component}
    )
    set_property(GLOBAL APPEND PROPERTY JIANHE_COMPONENTS ${component})

    foreach(dependency IN LISTS ARGN)
        if(dependency STREQUAL "SQLite::SQLite3")
            # The one package whose targets have another name than itself.
            set_property(GLOBAL APPEND PROPERTY JIANHE_PACKAGES_OF_${component} SQLite3)
        elseif(dependency MATCHES "^([A-Za-z0-9_]+)::" AND NOT CMAKE_MATCH_1 STREQUAL "jianhe")
            set_property(GLOBAL APPEND PROPERTY JIANHE_PACKAGES_OF_${component} ${CMAKE_MATCH_1})
        endif()
    endforeach()
endfunction()

# Writes and installs the package files; called once, after every folder was added. The component runtime, which has
# the public headers, is part of every use of the package; the others are optional.
function(jianhe_install_package)
    get_property(components GLOBAL PROPERTY JIANHE_COMPONENTS)
    list(REMOVE_DUPLICATES components)
    list(REMOVE_ITEM components runtime)
    set(destination "${CMAKE_INSTALL_LIBDIR}/cmake/Jianhe")

    set(JIANHE_OPTIONAL_COMPONENTS "${components}")
    set(JIANHE_FIND_DEPENDENCIES "")
    foreach(component IN ITEMS runtime LISTS components)
        get_property(packages GLOBAL PROPERTY JIANHE_PACKAGES_OF_${component})
        list(REMOVE_DUPLICATES packages)
        string(APPEND JIANHE_FIND_DEPENDENCIES "set(Jianhe_${component}_packages \"${packages}\")\n")
        install(EXPORT Jianhe_${component}
            FILE Jianhe_${component}.cmake
            NAMESPACE jianhe::
            DESTINATION ${destination}
            COMPONENT ${component}
        )
    endforeach()

    configure_package_config_file(
        "${PROJECT_SOURCE_DIR}/cmake/JianheConfig.cmake.in" "${CMAKE_CURRENT_BINARY_DIR}/JianheConfig.cmake"
        INSTALL_DESTINATION ${destination}
        PATH_VARS CMAKE_INSTALL_BINDIR
        NO_SET_AND_CHECK_MACRO
    )
    write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/JianheConfigVersion.cmake"
        COMPATIBILITY SameMinorVersion
    )
    install(
        FILES "${CMAKE_CURRENT_BINARY_DIR}/JianheConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/JianheConfigVersion.cmake"
            "${PROJECT_SOURCE_DIR}/cmake/JianheAddValidator.cmake"
        DESTINATION ${destination}
        COMPONENT runtime
    )
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/runtime/include/"
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        COMPONENT runtime
        FILES_MATCHING PATTERN "*.h"
    )
endfunction()
