# jianhe_warnings: the warnings our own code is built with. Link it as $<BUILD_INTERFACE:jianhe_warnings> and PRIVATE,
# so that neither an installed package nor a dependent target inherits them. Generated code does not link it.
add_library(jianhe_warnings INTERFACE)

target_compile_options(jianhe_warnings INTERFACE
    "$<$<COMPILE_LANG_AND_ID:CXX,GNU,Clang,AppleClang>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wsign-conversion;-Wnon-virtual-dtor;-Woverloaded-virtual>"
)

if(JIANHE_WERROR)
    target_compile_options(jianhe_warnings INTERFACE "$<$<COMPILE_LANG_AND_ID:CXX,GNU,Clang,AppleClang>:-Werror>")
endif()
