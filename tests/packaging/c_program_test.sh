#!/usr/bin/env bash
# c_program_test.sh JIANHE LIBRARY COMPILER: the program of docs/c-interface.md does what the page says, as strict C99,
# linked shared and static.
source "$(dirname "$0")/lib.sh"
jianhe=$1 library=$(dirname "$2") compiler=$3
cd "$work"

program_in "$root/docs/c-interface.md" c >visit.c
[[ -s visit.c ]] || fail 'docs/c-interface.md has no program'
flags=(-std=c99 -Wall -Wextra -Wpedantic -Werror -I "$root/compiler/embed")
"$compiler" "${flags[@]}" visit.c -L "$library" -ljianhe -Wl,-rpath,"$library" -o shared
"$compiler" "${flags[@]}" visit.c "$library/libjianhe.a" -lpugixml -lcrypto -lstdc++ -lm -o static
for linked in shared static; do
    "./$linked" "$linked.xml" >said || fail "status $?: $(cat said)"
    has said 'M51'
    check_upload "$jianhe" "$linked.xml" 1
done
cmp shared.xml static.xml
# The header by itself, in C++ as well.
echo '#include <jianhe.h>' >alone.c
"$compiler" "${flags[@]}" -c alone.c
cp alone.c alone.cpp
"$compiler" -x c++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -I "$root/compiler/embed" -c alone.cpp
