#!/usr/bin/env bash
# A specification turned into files for other programs.
source "$(dirname "$0")/lib.sh"

expect 0 "$jianhe" compile "$specification" --emit cpp -o first/made
has err ' files in first/made'
name=$(sed -n 's/^specification  *\([a-z_]*\).*/\1/p' "$specification"/*.rules | head -n 1)
for file in "$name.h" "${name}_record.h" "${name}_codes.h" "${name}_validator.h" "${name}_all.cpp" CMakeLists.txt; do
    [[ -s first/made/$file ]] || fail "no $file: $(ls first/made)"
done
has "first/made/$name.h" "#include \"${name}_validator.h\""
has "first/made/${name}_record.h" 'class Record {'
# Only what was made is there: no temporary files.
[[ -z $(find first/made -type f ! -name '*.h' ! -name '*.cpp' ! -name CMakeLists.txt) ]] || fail "strangers: $(ls -A first/made)"

# The same bytes in another folder, and over the files of an earlier run.
expect 0 "$jianhe" compile "$specification" --emit cpp -o second
diff -r first/made second || fail 'made twice, the files differ'
echo changed >>"second/$name.h"
expect 0 "$jianhe" compile "$specification" --emit cpp -o second
diff -r first/made second || fail 'made over earlier files, they differ'

expect 0 "$jianhe" compile "$specification" --emit ir -o ir
[[ -s ir/$name.ir ]] || fail "no $name.ir"

# What cannot be written. A file where a folder should be stops the superuser, too.
echo text >file
expect 3 "$jianhe" compile "$specification" --emit cpp -o file/made
has err 'file'
if ((EUID != 0)); then
    mkdir locked && chmod a-w locked
    expect 3 "$jianhe" compile "$specification" --emit cpp -o locked
    has err 'locked'
fi
expect 3 "$jianhe" compile missing --emit cpp -o third
[[ ! -e third ]] || fail 'a folder was made of nothing'
mkdir wrong && echo 'segment' >wrong/a.rules
expect 2 "$jianhe" compile wrong --emit cpp -o third
[[ ! -e third ]] || fail 'a folder was made of a wrong specification'
expect 64 "$jianhe" compile "$specification" --emit fortran -o third
expect 64 "$jianhe" compile "$specification" --emit cpp
