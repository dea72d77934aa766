#!/usr/bin/env bash
# clinic_cpp_test.sh JIANHE MORNING: the morning of docs/examples/clinic_cpp. It goes like the one in C, and what it hands in
# is clean.
source "$(dirname "$0")/../packaging/lib.sh"
jianhe=$1 morning=$2
cd "$work"
"$morning" upload.xml >said || fail "status $?: $(cat said)"
diff -u "$root/tests/packaging/clinic.txt" said || fail 'the morning went otherwise than in C'
check_upload "$jianhe" upload.xml 6
# The back-fill has what was kept of the morning.
has upload.xml '<M49>1141013100518</M49>'
has upload.xml '<M52>0V7K2MH145TQU3CJFEFG</M52>'
"$jianhe" validate upload.xml --received-at 1141013200000 --format json --all-records >records || fail "$(cat records)"
[[ $(grep -c '"verdict":"accepted"' records) == 7 ]] || fail "not all were accepted: $(cat records)"
