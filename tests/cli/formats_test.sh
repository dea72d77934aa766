#!/usr/bin/env bash
# The report formats, and what they never show.
source "$(dirname "$0")/lib.sh"

upload "$good" "$rejected" "$order_rejected" >a.xml

expect 1 validate a.xml --format json
same <(head -n 1 out) '{"file":"a.xml","record":2,"key":{"P01":"A12*****89"},"verdict":"rejected","findings":[{"field":"P02","order":null,"code":"R001","disposition":"reject_record","message":"種類不得為Z"}],"blocked":[]}'
has out '"verdict":"accepted_in_part","findings":[{"field":"I01","order":2,"code":"R002","disposition":"reject_order"'
has out '{"file":"a.xml","record":null,"verdict":"accepted_in_part","records":3,"rejected":1,"orders":3,"digest":"xxh3:99accd8ead770662c93373316cd1e37a","findings":[]}'
has out '{"summary":{"files":1,"refused_files":0,"records":3,"accepted":1,"accepted_with_notices":0,"accepted_in_part":1,"rejected":1,"refused_records":0,"orders":3,"findings":{"I01:R002":1,"P02:R001":1},"not_checked":[],"received_at":"2025-10-15T20:00:00","specification":{"name":"sample","version":"1","digest":"sha256:'
(($(wc -l <out) == 4)) || fail 'json has not four lines'

expect 1 validate a.xml --format json --all-records
(($(wc -l <out) == 5)) || fail 'json has not five lines with --all-records'

for arguments in '' '--format json' '--format slip' '--trace 2'; do
    # shellcheck disable=SC2086
    expect 1 validate a.xml $arguments
    has_not out A123456789
    has_not err A123456789
    has out 'A12*****89'
    # shellcheck disable=SC2086
    expect 1 validate a.xml --show-ids $arguments
    has out A123456789
done

expect 1 validate a.xml --trace 2
has out 'fired           R001 at P02'
has out 'read  P02=Z'
expect 0 validate a.xml --trace 1
has out 'passed          R001 at P02'
has out 'R002 at I01[1]'

expect 1 validate a.xml --format slip
same out 'received [1141015200000] records [3   ] rejected [1]
2 [A12*****89] P02:R001;
3 [A12*****89] I01[2]:R002;'

# Result files lie like their inputs; there is none for an input without an official finding.
mkdir -p in/sub
cp a.xml in/sub/a.xml
upload "$good" >in/good.xml
expect 1 validate in --format slip --out results
same <(cd results && find . -type f) './sub/a.xml.result.txt'
expect 1 validate ../"${PWD##*/}"/in/sub/a.xml --format slip --out inside
same <(cd inside && find . -type f) "./${PWD##*/}/in/sub/a.xml.result.txt"

expect 1 validate a.xml --format json --out reports
same <(ls reports) report.jsonl
expect 1 validate a.xml --out reports
has reports/report.txt 'a.xml record 2  P01=A12*****89  rejected'

# Names and values are chosen by whoever made the upload.
printf '<FILE><ROW><HD><P01>A123456789</P01><P02>A</P02><N\xc2\x9b1>x</N\xc2\x9b1></HD></ROW></FILE>' >names.xml
expect 1 validate names.xml
has_not out $'\xc2\x9b'
