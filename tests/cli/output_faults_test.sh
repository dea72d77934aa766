#!/usr/bin/env bash
# A full disk, a reader that goes away, a folder that cannot be written.
source "$(dirname "$0")/lib.sh"

upload "$good" "$rejected" >a.xml

if [[ -e /dev/full ]]; then
    for arguments in '' '--format json' '--format slip' '--trace 1'; do
        # shellcheck disable=SC2086
        validate a.xml $arguments >/dev/full 2>err
        status=$?
        ((status == 3)) || fail "status $status with a full disk: $arguments"
        has err 'cannot write standard output: No space left on device'
    done
    # The sink writes to NAME.partial first, so that is what the full disk stands behind.
    mkdir full
    ln -s /dev/full full/report.jsonl.partial
    expect 3 validate a.xml --format json --out full
    has err 'No space left on device'
    [[ ! -e full/report.jsonl ]] || fail 'an unfinished report was left'
fi

# Far more than a pipe holds, so that the program notices that nobody reads.
for _ in {1..3000}; do printf '%s\n' "$rejected"; done >rows
upload "$(cat rows)" >many.xml
validate many.xml --format json 2>err | head -n 1 >/dev/null
((PIPESTATUS[0] == 3)) || fail "status ${PIPESTATUS[0]} when the reader went away"
has err 'cannot write standard output: Broken pipe'

touch file
expect 3 validate a.xml --out file/below
has err 'cannot create the folder file/below'
