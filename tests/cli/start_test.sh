#!/usr/bin/env bash
# A start loads the C library and little else; see cmake/JianheSelfContained.cmake.
source "$(dirname "$0")/lib.sh"

LD_TRACE_LOADED_OBJECTS=1 expect 0 "$jianhe"
has out 'libc.so'
for library in crypto stdc++ gcc_s fmt pugixml sqlite3 antlr4 pqxx LLVM; do
    has_not out "lib$library"
done
