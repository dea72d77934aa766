# cmake -D file=<Grammar.cpp> -P antlr_tables_on_demand.cmake
#
# ANTLR before 4.10 unpacks the tables of a grammar when a program starts, 14 million
# instructions for ours, whether or not anything is parsed. Here the first lexer or parser does it. What ANTLR 4.10 and
# later write does so by itself and is left as it is.
cmake_path(GET file STEM class)
file(READ "${file}" text)
string(FIND "${text}" "${class}::Initializer ${class}::_init;" found)
if(found EQUAL -1)
    return()
endif()
string(REPLACE "${class}::Initializer ${class}::_init;" "" text "${text}")
string(REGEX REPLACE
    "(\n${class}::${class}\\([A-Za-z]+ \\*input\\) : [A-Za-z]+\\(input\\) {\n)"
    "\\1  static const Initializer once;\n"
    changed "${text}"
)
if(changed STREQUAL text)
    message(FATAL_ERROR "${file} has no constructor where its tables could be unpacked")
endif()
file(WRITE "${file}" "${changed}")
