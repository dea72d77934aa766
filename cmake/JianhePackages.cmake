# The .deb packages of `./dev package`: what runs (libjianhe0), what others build with (libjianhe-dev), the program (jianhe).
# Included last, since cpack takes what was installed before.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME jianhe)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_CONTACT "Jianhe authors <jianhe@example.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# The library's package is called by its soname, so that programs of two sonames can stay side by side.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME "libjianhe${JIANHE_C_SOVERSION}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
# The system's list of libraries is made anew when this one comes or goes.
set(triggers "${CMAKE_CURRENT_BINARY_DIR}/packages/triggers")
file(CONFIGURE OUTPUT "${triggers}" CONTENT "activate-noawait ldconfig\n")
file(CHMOD "${triggers}" FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA "${triggers}")
set(CPACK_COMPONENT_GROUP_LIBRARY_DESCRIPTION "${PROJECT_DESCRIPTION}: the library that programs link")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libjianhe-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libjianhe${JIANHE_C_SOVERSION} (= ${PROJECT_VERSION}), libpugixml-dev, libssl-dev, libsqlite3-dev")
# Without the program there is nothing to generate from.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS "jianhe (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_GROUP_DEVELOPMENT_DESCRIPTION "${PROJECT_DESCRIPTION}: headers and libraries to build with")

set(CPACK_DEBIAN_TOOL_PACKAGE_NAME jianhe)
set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION utils)
# What the program opens by itself; the packages of what it is linked to are found by their names.
string(REGEX MATCH "^[0-9]+" openssl_major "${OPENSSL_VERSION}")
set(CPACK_DEBIAN_TOOL_PACKAGE_DEPENDS "libssl${openssl_major}")
set(CPACK_COMPONENT_GROUP_TOOL_DESCRIPTION "${PROJECT_DESCRIPTION}: the program")

# Each package says under which licence it stands, where Debian looks for it.
foreach(pair IN ITEMS "c_library libjianhe${JIANHE_C_SOVERSION}" "c libjianhe-dev" "compiler jianhe")
    separate_arguments(pair)
    list(GET pair 0 component)
    list(GET pair 1 package)
    install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
        DESTINATION share/doc/${package} RENAME copyright COMPONENT ${component})
endforeach()

install(FILES "${PROJECT_SOURCE_DIR}/docs/embedding.md" "${PROJECT_SOURCE_DIR}/docs/c-interface.md"
    DESTINATION share/doc/libjianhe-dev COMPONENT c)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/examples/clinic" "${PROJECT_SOURCE_DIR}/docs/examples/clinic_cpp"
    DESTINATION share/doc/libjianhe-dev/examples COMPONENT c)

get_property(components GLOBAL PROPERTY JIANHE_COMPONENTS)
list(REMOVE_DUPLICATES components)
set(CPACK_COMPONENTS_ALL c_library compiler ${components})
include(CPack)

cpack_add_component_group(library)
cpack_add_component_group(development)
cpack_add_component_group(tool)
cpack_add_component(c_library GROUP library)
cpack_add_component(compiler GROUP tool)
foreach(component IN LISTS components)
    cpack_add_component(${component} GROUP development)
endforeach()
