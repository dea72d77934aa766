#!/usr/bin/env bash
# The same bytes however many threads judge and however the files are cut; what happens when the machine fails.
source "$(dirname "$0")/lib.sh"

# A specification that asks its files questions, one of them a rule that blocks another that asks.
cp -r "$specification" asking
cat >>asking/codes.csv <<'CODES'
R010,重複,reject_record
R011,同一人須同一種類,reject_record
R012,擋,reject_record
R013,只能一次,notice
CODES
cat >>asking/sample.rules <<'RULES'
rule R010 at P01 expect unique P01 in file while P02 = B stays for P01
rule R011 at P02 notice expect same P02 in file
rule R012 at HD blocks P02 when P01 = B223456789 expect unique P01 in file
rule R013 at P02 when P02 = C expect unique P02 in file
RULES
asking() { "$jianhe" validate --spec asking --received-at 1141015200000 "$@"; }
expect 0 "$jianhe" check asking

mkdir box
"$jianhe" generate --spec "$specification" --count 400 --files 9 --invalid 0.4 --out box 2>/dev/null ||
    fail 'nothing was generated'
upload "$good" "$good" "$noticed" "$good" "$good" "$rejected" "$rejected" >box/twice.xml
upload "$good" '<!-- <ROW> </ROW> </FILE> -->' "$rejected" '<!-- </ROW>' '-->' "$good" >box/comments.xml
upload "$good" '<ROW><HD><P01><![CDATA[</ROW>]]></P01><P02>A</P02></HD></ROW>' "$good" >box/cdata.xml
# What is not asked of the second, because it is blocked, must not be remembered for the third.
row() { printf '<ROW><HD><P01>%s</P01><P02>%s</P02></HD></ROW>' "$1" "$2"; }
upload "$(row B223456789 A)" "$(row B223456789 C)" "$(row A123456789 C)" "$(row A123456780 C)" >box/blocking.xml
upload "$good" "$good" | head -c 250 >box/cut.xml
upload "$good" '<STRANGE/>' "$good" >box/stranger.xml
upload "$good" "$(printf '<ROW><HD><P01>\377</P01></HD></ROW>')" "$good" >box/bytes.xml
upload "${good/A123/<!-- x -->A123}" "${good//<P01>/<P01 a=\"1\">}" >box/odd.xml
: >box/nothing.xml
for _ in {1..300}; do printf '%s\n%s\n' "$rejected" "$good"; done >rows
upload "$(cat rows)" >box/many.xml

# What a run of one thread with the usual stretches reports is what all others report.
for options in '--format json' '--format json --all-records' '--format json --max-findings 1' '--format text' \
    '--format json --engine interp'; do
    # shellcheck disable=SC2086
    asking box $options --jobs 1 >wanted 2>wanted_messages
    [[ -s wanted ]] || fail "nothing was reported: $options"
    for jobs in 1 2 5; do
        for bytes in 1 37 1000 65536 1000000; do
            # shellcheck disable=SC2086
            asking box $options --jobs "$jobs" --stretch-bytes "$bytes" >out 2>err
            cmp -s wanted out || fail "$options differs with $jobs jobs and stretches of $bytes: $(diff wanted out | head -n 4)"
            cmp -s wanted_messages err || fail "other messages with $jobs jobs and stretches of $bytes: $options"
        done
    done
done
has wanted '"P01:R010"'
has wanted '"P02:R011"'
has wanted '"HD:R012":1'
has wanted '"P02:R013":1'
asking box --format slip --out slips1 --jobs 1 2>/dev/null
asking box --format slip --out slips5 --jobs 5 --stretch-bytes 50 2>/dev/null
diff -r slips1 slips5 >out || fail "results differ: $(head -n 5 out)"
[[ -s slips1/twice.xml.result.txt ]] || fail 'there are no results'
expect 1 asking - --format json --jobs 3 --stretch-bytes 100 <box/many.xml
sed 's/"file":"[^"]*"/"file":""/' out >from_standard_input
expect 1 asking box/many.xml --format json
sed 's/"file":"[^"]*"/"file":""/' out | cmp -s - from_standard_input || fail 'standard input is judged otherwise'

expect 1 asking box/many.xml --format json --digest sha256
has out "\"digest\":\"sha256:$(sha256sum box/many.xml | cut -d' ' -f1)\""
expect 1 asking box/many.xml --format json
has out '"digest":"xxh3:'

# Something that cannot be read in the middle: the others are judged all the same, and it is said in its place.
mkfifo pipe.xml
(cat box/many.xml >pipe.xml) &
expect 3 validate box/twice.xml missing.xml box pipe.xml --format json --jobs 2
wait $!
has err 'cannot read missing.xml: No such file or directory'
has out '{"file":"missing.xml","record":null,"verdict":"refused","records":0,"rejected":0,"orders":0,"digest":null,"findings":[]}'
has out '{"file":"pipe.xml","record":null,"verdict":"accepted_in_part","records":600,"rejected":300,'
same <(grep -n '"missing.xml"' out | cut -d: -f1) "$(($(grep -n '"box/twice.xml","record":null' out | head -n 1 | cut -d: -f1) + 1))"

# A file that shrinks, or is written to, while it is read. The report is read slowly: the program waits in the middle.
change_while_read() {
    for _ in {1..8}; do cat rows; done >more_rows
    upload "$(cat more_rows)" >changing.xml
    mkfifo slow
    validate changing.xml box/odd.xml --format json --all-records --jobs "$1" --stretch-bytes 4096 >slow 2>err &
    local run=$!
    exec 5<slow
    IFS= read -r first <&5
    sleep 0.2
    eval "$2"
    { printf '%s\n' "$first" && cat <&5; } >out
    exec 5<&-
    wait $run
    local status=$?
    ((status == 3)) || fail "status $status where a file changed while it was read: $2"
    has out '{"file":"changing.xml","record":null,"verdict":"refused"'
    has out '"digest":null'
    has out '{"file":"box/odd.xml","record":null,"verdict":"accepted'
    has out '"refused_files":1'
    has err 'cannot read changing.xml: it changed while it was being read'
    rm slow
}
change_while_read 1 ': >changing.xml'
change_while_read 2 'truncate -s 100000 changing.xml'
change_while_read 2 'echo >>changing.xml'

# A full disk: what was finished is kept.
if [[ -e /dev/full ]]; then
    mkdir some slips
    cp box/many.xml some/a.xml
    cp box/many.xml some/b.xml
    cp box/many.xml some/c.xml
    ln -s /dev/full slips/b.xml.result.txt.partial
    expect 3 validate some --format slip --out slips --jobs 2
    has err 'No space left on device'
    [[ -s slips/a.xml.result.txt ]] || fail 'a finished result is not there'
    [[ ! -e slips/b.xml.result.txt && ! -e slips/c.xml.result.txt ]] || fail 'an unfinished result is there'
fi

# The reader of the report goes away.
asking box/many.xml box --format json --jobs 3 2>err | head -n 1 >/dev/null
((PIPESTATUS[0] == 3)) || fail "status ${PIPESTATUS[0]} when the reader went away"
has err 'cannot write standard output: Broken pipe'

# Progress is shown on a terminal, once there has been a second to wait; how long a pipe is nobody knows.
if command -v script >/dev/null; then
    mkfifo slow.xml
    { sleep 1.2 && cat box/many.xml; } >slow.xml &
    script -qec "'$jianhe' validate --spec '$specification' slow.xml >out" /dev/null >seen </dev/null
    wait $!
    has out 'slow.xml: accepted in part; 600 records'
    has seen ' records, '
    has seen ' rejected, '
    has seen ' MB/s'
    has_not seen ' left'
    rm slow.xml
fi

for arguments in '--jobs 0' '--jobs 100000' '--jobs -1' '--jobs many' '--stretch-bytes 0' '--engine fast' '--digest md5'; do
    # shellcheck disable=SC2086
    expect 64 validate box $arguments
done
expect 0 "$jianhe" validate --help
has out '--jobs N'
has out '--resume'
has_not out '--stretch-bytes'
