#!/usr/bin/env bash
# windows_test.sh JIANHE WRITE_RECORDS PROCESSOR: the specification as C++ and the portable part of the runtime are built
# for Windows without a warning; under Wine the examples of docs/generated-cpp.md and docs/examples/clinic_cpp run, the unit
# tests pass, and every record is judged and written as it is here.
source "$(dirname "$0")/../packaging/lib.sh"
jianhe=$1 write_records=$2 processor=$3
compiler=$processor-w64-mingw32-g++-posix
command -v "$compiler" >/dev/null || skip "there is no $compiler; Debian has it in g++-mingw-w64-${processor/_/-}"
cd "$work"

"$jianhe" compile --emit cpp -o generated >log 2>&1 || fail "$(cat log)"
# What is tested is what they say, not how fast: -O1 halves the time that compiling takes.
cmake -S "$root" -B build -G Ninja -D CMAKE_TOOLCHAIN_FILE="cmake/toolchains/mingw-w64-$processor.cmake" \
    -D CMAKE_BUILD_TYPE=Release -D CMAKE_CXX_FLAGS_RELEASE=-O1 \
    -D JIANHE_PORTABLE_ONLY=ON -D JIANHE_GENERATED_FOLDER="$work/generated" -D JIANHE_WERROR=ON >log 2>&1 || fail "$(cat log)"
cmake --build build >log 2>&1 || fail "$(tail -n 60 log)"

export WINEPREFIX=$work/wine WINEDEBUG=-all
trap 'wineserver -k || true; rm -rf "$work"' EXIT
# Debian's Wine runs programs of 32 bits only where the foreign architecture is installed: the smallest program tells.
echo 'int main(void) { return 7; }' >seven.c
"${compiler/g++/gcc}" seven.c -o seven.exe
wine seven.exe >log 2>&1 && ran=0 || ran=$?
[[ $ran == 7 ]] || skip "built without a warning, but not run: there is no Wine for $processor"
wine build/bin/visit.exe upload.xml >said 2>log || fail "visit.exe: $(cat said log)"
has said 'accepted, '
check_upload "$jianhe" upload.xml 1

# Records that are built, as here; a program there ends its lines with CR LF.
wine build/bin/morning.exe upload.xml 2>log | tr -d '\r' >said || fail "morning.exe: $(cat log)"
diff -u "$root/tests/packaging/clinic.txt" said || fail 'the morning went otherwise than here'
check_upload "$jianhe" upload.xml 6

"$write_records" records || fail "records were not written"
wine build/bin/judge_records.exe records 2>log || fail "judge_records.exe: $(cat log)"
diff -u records/expected.txt records/said.txt >log || fail "judged otherwise: $(head -n 40 log)"
[[ $(grep -c '^# ' records/said.txt) -gt 1300 ]] || fail "only $(grep -c '^# ' records/said.txt) records were judged"

if [[ -e build/bin/portable_units.exe ]]; then
    wine build/bin/portable_units.exe >log 2>&1 || fail "portable_units.exe: $(tail -n 60 log)"
    has log '[  PASSED  ]'
else
    echo 'without the unit tests: there are no sources of GoogleTest (libgtest-dev)'
fi
