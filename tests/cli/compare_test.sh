#!/usr/bin/env bash
# compare: the authority's result file beside our findings.
source "$(dirname "$0")/lib.sh"

compare() { "$jianhe" compare --spec "$specification" "$@"; }

upload "$good" "$rejected" "$noticed" "$order_rejected" >a.xml
expect 1 validate a.xml --format slip
cp out slip.txt

# The moment of receipt is the result file's own.
expect 0 compare a.xml slip.txt
has out 'slip.txt beside a.xml, received at 2025-10-15T20:00:00'
has out '  records                        4         4'
has out 'They are equal'
has_not err 'now'
expect 0 compare a.xml slip.txt --received-at 2025-10-16T08:00:00
has out 'received at 2025-10-16T08:00:00'

# Codes of three kinds: one that both know, one that the registry does not have, one that is ours alone.
printf 'received [1141015200000] records [4   ] rejected [2]\r\n2 [A12*****89] P02:R001;\r\n  P02:R9;\r\n4 [A12*****89] I01[1]:R002;\r\n' >other.txt
expect 1 compare a.xml other.txt
has out 'P02:R9'
has out '    only the result file       1  in 2'
has out '        not checked here: the registry does not have this code'
has out '    only the result file       1  in 4 I01[1]'
has out '    only jianhe                1  in 4 I01[2]'
has out 'P02:R003 (notice)'
has out '  rejected records               2         1  differs'
has out 'Findings: 1 in both, 2 only in the result file, 2 only jianhe'
has_not out A123456789

expect 1 compare a.xml other.txt --format json
has out '{"pair":"I01:R002","field":"I01","code":"R002","disposition":"reject_order","message":"數量需大於零","unchecked":null,"both":[],"only_result":[{"record":4,"order":1}],"only_ours":[{"record":4,"order":2}]}'
has out '"figures":{"records":{"result":4,"ours":4},"rejected_records":{"result":2,"ours":1}}'
(($(wc -l <out) == 5)) || fail 'json has not a line for each pair and the summary'

# Another record than the upload's is said, and masked.
sed 's/A12\*\*\*\*\*89/B223456789/' slip.txt >wrong.txt
expect 0 compare a.xml wrong.txt
has out 'warning: record 2: the result file shows P01=[B22*****89], the upload has [A12*****89]'
has_not out B223456789
expect 0 compare a.xml wrong.txt --show-ids
has out 'P01=[B223456789]'

# Nothing that is not a whole result is read as one without findings.
: >empty.txt
expect 3 compare a.xml empty.txt
has err 'empty.txt: the result file is empty'
expect 3 compare a.xml a.xml
has err 'a.xml: this is no result file in the layout of the template'
printf 'PK\003\004rest' >result.zip
expect 3 compare a.xml result.zip
has err 'zip archive: unpack it'
for size in 30 60 70 90 100; do
    head -c $size slip.txt >cut.txt
    expect 3 compare a.xml cut.txt
    has err 'cut.txt: '
done
expect 3 compare a.xml missing.txt
has err 'cannot read missing.txt'
expect 3 compare missing.xml slip.txt
has err 'cannot read missing.xml'
same out ''

expect 64 compare a.xml
expect 64 compare - - <a.xml
expect 64 compare a.xml slip.txt --received-at never
expect 64 compare a.xml slip.txt --report other
has err 'the specification has: slip'
expect 64 compare a.xml slip.txt --given nothing=1
expect 0 compare a.xml - <slip.txt

# A layout that cannot be read backwards is its author's mistake.
cp -r "$specification" unreadable
printf 'records {{records}}\n{{#records}}\n{{record}} {{#findings}}{{field}}:{{code}};{{/findings}}\n{{/records}}\n' >unreadable/slip.template
expect 2 "$jianhe" compare --spec unreadable a.xml slip.txt
has err 'the template cannot be read backwards: a value of the header stands outside of'

# The built-in specification reads what it writes, in Big5.
"$jianhe" generate --count 60 --invalid 0.5 --seed 3 --out made 2>/dev/null
expect 1 "$jianhe" validate made/upload-0001.xml --received-at 1141015200000 --format nhi
cp out nhi.txt
expect 0 "$jianhe" compare made/upload-0001.xml nhi.txt
sed 's/\r*$/\r/; s/^=*\r$/============\r/' nhi.txt >windows.txt
expect 0 "$jianhe" compare made/upload-0001.xml windows.txt
