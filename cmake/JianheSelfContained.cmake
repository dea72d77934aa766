# jianhe_self_contained(<program>)
#
# Links the C++ runtime into a program, where its archives are installed: of a run of one record, mapping and binding the
# shared ones took a fifth. Nothing of them is to be seen from outside, so that a plug-in that brings the shared C++
# runtime keeps to that one; what crosses the border between both is in compiler/plugin/open_library.h. Shared libraries
# that the program's own objects leave nothing to look for in are not loaded.
include(CheckCXXSourceCompiles)

set(jianhe_runtime_inside
    -static-libstdc++ -static-libgcc "LINKER:--exclude-libs,ALL" LINKER:--gc-sections LINKER:--as-needed)

# A sanitizer brings a runtime of its own, which replaces parts of the shared one.
if(NOT JIANHE_SANITIZE)
    set(CMAKE_REQUIRED_LINK_OPTIONS ${jianhe_runtime_inside})
    check_cxx_source_compiles("
        #include <iostream>
        int main() { try { throw 1; } catch (int) { std::cout << 1; } }"
        JIANHE_RUNTIME_FITS_INSIDE)
    unset(CMAKE_REQUIRED_LINK_OPTIONS)
endif()

function(jianhe_self_contained program)
    if(JIANHE_RUNTIME_FITS_INSIDE)
        target_link_options(${program} PRIVATE ${jianhe_runtime_inside})
    endif()
endfunction()
