#!/usr/bin/env bash
# A run into a folder that was ended goes on with --resume, and ends with the bytes of one that was not.
source "$(dirname "$0")/lib.sh"

mkdir box
"$jianhe" generate --spec "$specification" --count 12000 --files 40 --invalid 0.3 --out box 2>/dev/null ||
    fail 'nothing was generated'
rm -f box/manifest.jsonl
upload "$rejected" "$good" | head -c 180 >box/upload-0003-cut.xml
upload "$good" '<STRANGE/>' >box/upload-0007-stranger.xml
: >box/upload-0009-nothing.xml
journal() { echo "$1/.jianhe-resume.jsonl"; }
finished() { grep -c '^{"report_bytes"' "$(journal "$1")"; }

# Killed at random moments, again and again, until it is complete.
killed_and_resumed() {
    local seed=$1 format=$2 status kills=0 begun finished_before=0
    RANDOM=$seed
    rm -rf killed
    for ((begun = 0; begun < 60; ++begun)); do
        "$jianhe" validate --spec "$specification" --received-at 1141015200000 box --format "$format" --out killed \
            --jobs $((1 + RANDOM % 3)) --resume 2>>killed_messages &
        local run=$!
        # Later attempts are left more time, so that an end comes even where the machine is slow.
        sleep "$(printf '0.%03d' $((RANDOM % (40 + 15 * begun) % 1000)))"
        if kill -9 $run 2>/dev/null; then kills=$((kills + 1)); fi
        wait $run 2>/dev/null
        status=$?
        ((status == 137)) || break
        [[ ! -e $(journal killed) ]] || finished_before=$(finished killed)
    done
    ((status == 1)) || fail "status $status of a run that went on, seed $seed"
    diff -r "whole_$format" killed >differences ||
        fail "$format differs after $kills kills, seed $seed: $(head -c 500 differences)"
    interrupted=$((interrupted + (finished_before > 0)))
}
interrupted=0
for format in json text slip; do
    expect 1 validate box --format "$format" --out "whole_$format"
    [[ ! -e $(journal "whole_$format") ]] || fail "the journal of a complete run is still there: $format"
    for seed in 1 2 3 4; do killed_and_resumed "$seed" "$format"; done
done
# A kill before the first or behind the last file tries nothing.
((interrupted > 2)) || fail "only $interrupted runs were ended in the middle"

# Ended in the middle in a way that does not depend on time: a result that cannot be written.
[[ -e /dev/full ]] || exit
stop() {
    rm -rf stopped
    mkdir stopped
    ln -s /dev/full stopped/upload-0007-stranger.xml.result.txt.partial
    expect 3 "$@" --format slip --out stopped
    has err 'the same command with --resume goes on'
    rm -f stopped/upload-0007-stranger.xml.result.txt.partial
    [[ $(finished stopped) -gt 3 ]] || fail 'too little was finished'
}
stop validate box
before=$(stat -c %Y.%i stopped/upload-0003-cut.xml.result.txt)
expect 1 validate box --format slip --out stopped --resume
has err "going on with the run in stopped: "
diff -r whole_slip stopped >out || fail "differs: $(head -c 500 out)"
[[ $before == "$(stat -c %Y.%i stopped/upload-0003-cut.xml.result.txt)" ]] || fail 'a finished file was judged again'

# A result that somebody took away meanwhile is made again.
stop validate box
rm stopped/upload-0003-cut.xml.result.txt
expect 1 validate box --format slip --out stopped --resume
diff -r whole_slip stopped >out || fail "differs: $(head -c 500 out)"

# The summary of what was judged before is part of the whole one.
rm -rf stopped
mkdir stopped
expect 1 validate box --format json --out whole
stop validate box
expect 64 validate box --format json --out stopped --resume
has err '--format was slip, and is json now'

# Without --received-at the run goes on with the time at which it began.
stop "$jianhe" validate --spec "$specification" box
sleep 1.1
expect 1 "$jianhe" validate --spec "$specification" box --format slip --out stopped --resume
same <(head -qn 1 stopped/*.result.txt | grep -o 'received \[[0-9]*\]' | sort -u | wc -l) 1

# What is not the same is said, and nothing is touched.
refused() {
    local wanted=$1
    shift
    expect 64 "$@" --format slip --out stopped --resume
    has err 'cannot go on: '
    has err "$wanted"
    [[ -e $(journal stopped) ]] || fail 'the journal is gone'
}
stop validate box
refused '--show-ids was not given, and is given now' validate box --show-ids
refused '--digest was xxh3, and is sha256 now' validate box --digest sha256
refused 'the files were received at 2025-10-15T20:00:00, and are' "$jianhe" validate --spec "$specification" box \
    --received-at 1141015200001
refused '--given limit_day is 1141015 now, and was not there then' validate box --given limit_day=1141015
cp -r "$specification" other
echo 'rule R001 at P01 expect P01 != A' >>other/sample.rules
refused 'the specification was sha256:' "$jianhe" validate --spec other --received-at 1141015200000 box
cp -p box/upload-0007-stranger.xml saved.xml
touch box/upload-0007-stranger.xml
refused 'the file upload-0007-stranger.xml had ' validate box
cp -p saved.xml box/upload-0007-stranger.xml
mv box/upload-0007-stranger.xml box/upload-0008-stranger.xml
refused 'in the place of the file upload-0007-stranger.xml stands ' validate box
mv box/upload-0008-stranger.xml box/upload-0007-stranger.xml
expect 1 validate box --format slip --out stopped --resume
diff -r whole_slip stopped >out || fail "differs: $(head -c 500 out)"

# Without --resume all begins anew, which is said.
stop validate box
expect 1 validate box --format slip --out stopped
has err 'an earlier run into stopped was not finished; all begins anew'
diff -r whole_slip stopped >out || fail "differs: $(head -c 500 out)"
expect 1 validate box --format slip --out stopped --resume
has_not err 'going on'

expect 64 validate box --resume
has err '--out DIR'
expect 64 validate - --out stopped --resume </dev/null
has err 'standard input cannot'
expect 64 validate box --trace 1 --resume
expect 1 validate - --format json --out piped <box/upload-0003-cut.xml
[[ ! -e $(journal piped) ]] || fail 'a journal of standard input was left'

# Two runs do not write into one folder.
mkdir shared
mkfifo slow.xml
validate slow.xml box --format json --out shared 2>/dev/null &
run=$!
exec 5>slow.xml
for _ in {1..100}; do [[ ! -e $(journal shared) ]] || break; sleep 0.05; done
expect 3 validate box --format json --out shared
has err 'another run is writing its report into shared'
upload "$good" >&5
exec 5>&-
wait $run
has shared/report.jsonl '{"file":"slow.xml","record":null,"verdict":"accepted"'
