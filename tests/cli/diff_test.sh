#!/usr/bin/env bash
# diff: what two specifications mean differently, and which records they judge differently.
source "$(dirname "$0")/lib.sh"

shipped=$here/../../specs/nhi-upload-2.0
# edit FILE FROM TO: replaces the text, which must be there.
edit() {
    grep -qF -- "$2" "$1" || fail "$1 has no \"$2\""
    FROM=$2 TO=$3 perl -0pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/' "$1"
}

expect 0 "$jianhe" diff "$specification" "$specification"
same out 'The specifications mean the same'
expect 0 "$jianhe" diff built-in "$shipped"

# What a maintainer changes in the shipped specification: a row, a disposition, a rule.
cp -r "$shipped" new
first=$(sed -n 2p new/codesets/M56_facility_category.csv | cut -d, -f1)
sed -i 2d new/codesets/M56_facility_category.csv
edit new/32-rules-backfill.rules 'rule D002 at M52 notice' 'rule D002 at M52 notice until 1131231, reject record from 1140101'
edit new/32-rules-backfill.rules '<= 92' '<= 93'
expect 1 "$jianhe" diff built-in new
has out '  rule D002 at M52: notice → reject record from 114-01-01 (1140101)'
has out '  rule D055 at M49: fires less often'
has out 'days(M04, date(M49)) <= 93'
has out "  code set facility_category: 1 code removed"
has out "      $first"
(($(grep -c '^  [a-z]' out) == 3)) || fail "three changes give other lines: $(cat out)"
has out '3 differences: 2 tightened, 0 unclear, 1 relaxed, 0 without effect'
sed -n '/^Tightened/,/^$/p' out >tightened
has tightened 'facility_category'
has tightened 'D002'

expect 1 "$jianhe" diff built-in new --format json
has out '{"part":"rule","name":"D002 at M52","action":"changed","effect":"tightened","disposition":"reject_record","text":"notice → reject record from 114-01-01 (1140101)","items":[],"old":null,"new":null}'
has out '{"summary":{"changes":3,"tightened":2,"unclear":0,"relaxed":1,"none":0,"on":null,"old":{"name":"nhi_upload","version":"2.0","digest":"sha256:'
(($(wc -l <out) == 4)) || fail 'json has not a line for each change and the summary'

# On files: the same records, judged twice.
cp -r "$specification" strict
edit strict/sample.rules 'expect P02 != Z' 'expect P02 = A'
edit strict/sample.rules '    notice' '    reject order'
edit strict/codes.csv 'R003,種類B只是提醒,notice' 'R003,種類B只是提醒,reject_record'
edit strict/sample.rules 'example good with { P02 = B }                finds P02:R003' ''
upload "$good" "$rejected" "$noticed" "$order_rejected" "$noticed" >a.xml
on() { "$jianhe" diff "$specification" strict --received-at 1141015200000 "$@"; }
expect 1 on --max-records 1 --on a.xml
has out 'On 1 file received at 2025-10-15T20:00:00: 2 of 5 records are judged differently'
has out '        2  accepted with notices → rejected'
has out '        2  new   P02:R001'
has out '        2  other disposition  P02:R003'
has out '  a.xml record 3  P01=A12*****89  accepted with notices → rejected'
has out '      new   P02:R001 reject record'
has out '      now   P02:R003 notice → reject order'
has out '  … and 1 more records'
has_not out 'record 5'
has_not out A123456789
expect 1 on --show-ids --format json --on a.xml
has out '{"file":"a.xml","record":3,"key":{"P01":"A123456789"},"old":"accepted_with_notices","new":"rejected","gone":[],"added":[{"field":"P02","order":null,"code":"R001","disposition":"reject_record"}],"changed":[{"field":"P02","order":null,"code":"R003","disposition":"reject_order","old_disposition":"notice"}]}'
has out '"on":{"files":1,"unreadable_files":0,"differing_files":0,"records":5,"differing":2,'
upload "$rejected" >same.xml
expect 1 on --on same.xml
has out '0 of 1 records are judged differently'
expect 0 "$jianhe" diff "$specification" "$specification" --on a.xml

# A file that one of the two cannot read to its end.
cp -r "$specification" other_root
edit other_root/sample.rules 'xml FILE/ROW' 'xml FILES/ROW'
expect 1 "$jianhe" diff "$specification" other_root --on a.xml
has out 'a.xml as a whole  accepted in part → refused'
has out 'records that can be read 5 → 0'

# What goes wrong.
printf 'rule "open\n' >>strict/sample.rules
expect 2 "$jianhe" diff "$specification" strict
has err 'strict/sample.rules:'
expect 3 "$jianhe" diff "$specification" missing
expect 3 "$jianhe" diff "$specification" "$specification" --on missing.xml a.xml
has err 'cannot read missing.xml'
mkdir empty
expect 2 "$jianhe" diff empty "$specification"
expect 64 "$jianhe" diff "$specification"
expect 64 "$jianhe" diff "$specification" "$specification" --on - <a.xml
expect 64 "$jianhe" diff "$specification" "$specification" --received-at 1141015200000
expect 64 "$jianhe" diff "$specification" "$specification" --received-at never --on a.xml
expect 64 "$jianhe" diff "$specification" "$specification" --given nothing=1 --on a.xml
has err 'the specification has no given value `nothing`'
expect 64 "$jianhe" diff "$specification" "$specification" --max-records 0 --on a.xml

# What records leave behind.
remembering() {
    rm -rf "$1"
    cp -r "$specification" "$1"
    printf 'R004,已收載,reject_record\nR005,已寄,reject_record\n' >>"$1/codes.csv"
    cat >>"$1/sample.rules" <<'RULES'
relation came "已收載" { P01 P02 look_up by P01 }
relation parcel "件" key (person : text, number : 1..2) holds (kind : text) {
    on        send  lose
    waiting : sent  waiting
    sent    : sent  lost
    lost    : lost  lost
}
on accepted when P02 = A { came adds }
on accepted when P02 = AB { parcel(P02, any) send with kind = P02 }
on accepted when P02 = AC { parcel(P02, 1) lose }
rule R004 at P01 needs history when P02 = A expect not any earlier came by P01
rule R005 at P02 needs history expect parcel(P02, 1) is not sent
RULES
}
remembering first
remembering second
expect 0 "$jianhe" diff first second
edit second/sample.rules 'relation came "已收載" { P01 P02 look_up by P01 }' 'relation came "收載" { P01 P02 look_up by P01 look_up by (P01, P02) }'
edit second/sample.rules '    sent    : sent  lost' '    sent    : sent  waiting'
edit second/sample.rules '    waiting : sent  waiting' '    waiting : sent  lost'
edit second/sample.rules 'number : 1..2' 'number : 1..3'
edit second/sample.rules 'on accepted when P02 = A { came adds }' 'on accepted when P02 in {A, B} { came adds }'
edit second/sample.rules 'send with kind = P02' 'send'
expect 1 "$jianhe" diff first second
has out 'relation came: label 已收載 → 收載'
has out 'relation came: `look_up by P01, P02` added'
has out 'relation came: `on accepted when P02 = A came adds` removed'
has out 'relation came: `on accepted when P02 in {A, B} came adds` added'
has out 'relation parcel: sent on lose: lost → waiting'
has out 'relation parcel: waiting on lose: waiting → lost'
has out 'relation parcel: `key number : number 1..2` removed'
has out 'relation parcel: `key number : number 1..3` added'
has out 'relation parcel: `on accepted when P02 = AB parcel(P02, any) send with kind = P02` removed'
expect 1 "$jianhe" diff "$specification" second
has out 'relation came, parcel: added'
