#!/usr/bin/env bash
# clinic_test.sh JIANHE LIBRARY COMPILER: the morning of docs/examples/clinic. What it hands in is clean, and it said on its
# way what was missing.
source "$(dirname "$0")/lib.sh"
jianhe=$1 library=$(dirname "$2") compiler=$3
cd "$work"
"$compiler" -std=c99 -Wall -Wextra -Wpedantic -Werror -I "$root/compiler/embed" "$root"/docs/examples/clinic/*.c \
    -L "$library" -ljianhe -Wl,-rpath,"$library" -o morning
./morning upload.xml >said || fail "status $?: $(cat said)"
diff -u "$root/tests/packaging/clinic.txt" said || fail 'the morning went otherwise; if that is right, copy it to tests/packaging/clinic.txt'
check_upload "$jianhe" upload.xml 6
# The back-fill has what was kept of the morning, and every order its signature.
has upload.xml '<M49>1141013100518</M49>'
has upload.xml '<M52>0V7K2MH145TQU3CJFEFG</M52>'
"$jianhe" validate upload.xml --received-at 1141013200000 --format json --all-records >records || fail "$(cat records)"
[[ $(grep -c '"verdict":"accepted"' records) == 7 ]] || fail "not all were accepted: $(cat records)"
