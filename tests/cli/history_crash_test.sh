#!/usr/bin/env bash
# A run that keeps what it accepts is killed again and again, and goes on: its report and its ledger are those of a run
# that was not.
source "$(dirname "$0")/lib.sh"
source "$here/history_lib.sh"

same_files() { diff "$1" "$2" >differences || fail "$1 is not $2: $(head -c 500 differences)"; }

make_boxes
whole() { # FORMAT: the run that was not ended
    rm -rf "whole_$1" whole.db*
    expect 1 remembering box --format "$1" --out "whole_$1" --history whole.db --accept
    contents whole.db >"whole_$1.contents"
}

is_complete() {
    [[ ! -e killed/.jianhe-resume.jsonl ]] && history_of killed.db files 2>/dev/null | grep -q upload-0009
}

# Killed at random moments. What was said of a file whose records are in the ledger must be said again, word for word.
killed_and_resumed() {
    local seed=$1 format=$2 status begun
    RANDOM=$seed
    rm -rf killed killed.db*
    for ((begun = 0; begun < 80; ++begun)); do
        "${remembering[@]}" box --format "$format" --out killed --history killed.db --accept --jobs $((1 + RANDOM % 3)) \
            --resume 2>>killed_messages &
        local run=$!
        # Later attempts are left more time, so that an end comes even where the machine is slow.
        sleep "$(printf '0.%03d' $((20 + RANDOM % (40 + 15 * begun) % 900)))"
        if kill -9 $run 2>/dev/null; then kills=$((kills + 1)); fi
        wait $run 2>/dev/null
        status=$?
        # Killed behind its last word: to begin once more would find every file received.
        if ((status == 137)) && is_complete; then status=1; fi
        ((status == 137)) || break
        if [[ -s killed/.jianhe-resume.jsonl ]] && grep -q '^{"accepting"' killed/.jianhe-resume.jsonl; then
            interrupted=$((interrupted + 1))
        fi
    done
    ((status == 1)) || fail "status $status of a run that went on, seed $seed: $(tail -n 2 killed_messages)"
    diff -r "whole_$format" killed >differences ||
        fail "$format differs after $kills kills, seed $seed: $(head -c 500 differences)"
    contents killed.db >killed.contents
    diff "whole_$format.contents" killed.contents >differences ||
        fail "the ledger differs after $kills kills, seed $seed: $(head -c 500 differences)"
}
kills=0 interrupted=0
for format in json slip; do
    whole $format
    for seed in 1 2 3; do killed_and_resumed $seed $format; done
done
((interrupted > 3)) || fail "only $interrupted runs were ended behind the first file that was accepted"

# Ended in the very moment between the ledger and the report: the report cannot be written any more.
if [[ -e /dev/full ]]; then
    rm -rf stopped stopped.db*
    mkdir stopped
    ln -s /dev/full stopped/upload-0003.xml.result.txt.partial
    expect 3 remembering box --format slip --out stopped --history stopped.db --accept
    rm -f stopped/upload-0003.xml.result.txt.partial
    history_of stopped.db files | grep -q 'upload-0003.xml' || fail 'the file was not accepted before its report'
    expect 1 remembering box --format slip --out stopped --history stopped.db --accept --resume
    diff -r whole_slip stopped >differences || fail "differs: $(head -c 500 differences)"
    contents stopped.db >stopped.contents
    same_files stopped.contents whole_slip.contents
    # Whoever begins anew is told that they were received.
    expect 0 remembering box/upload-0003.xml --history stopped.db --accept
    has err 'already received'
fi

# Without --resume, each run says of finished files that they were received, and the ledger comes out the same.
rm -rf again.db*
for ((begun = 0; begun < 40; ++begun)); do
    "${remembering[@]}" box --history again.db --accept >/dev/null 2>&1 &
    run=$!
    sleep "$(printf '0.%03d' $((20 + RANDOM % (40 + 20 * begun) % 900)))"
    kill -9 $run 2>/dev/null
    wait $run 2>/dev/null
    (($? == 137)) || break
done
contents again.db >again.contents
same_files again.contents whole_json.contents

# The run that goes on must be the same one.
rm -rf other other.db*
mkdir other
[[ ! -e /dev/full ]] || {
    ln -s /dev/full other/upload-0005.xml.result.txt.partial
    expect 3 remembering box --format slip --out other --history other.db --accept
    expect 64 remembering box --format slip --out other --history whole.db --accept --resume
    has err 'cannot go on: --history was other.db, and is whole.db now'
    expect 64 remembering box --format slip --out other --history other.db --resume
    has err 'cannot go on: --accept was given, and is not given now'
}

# Two at once take turns; each file is accepted once, whoever comes first.
rm -rf shared.db*
"${remembering[@]}" box --format json --out shared_a --history shared.db --accept 2>/dev/null &
first=$!
"${remembering[@]}" box --format json --out shared_b --history shared.db --accept 2>/dev/null &
second=$!
wait $first
status_a=$?
wait $second
status_b=$?
((status_a <= 1 && status_b <= 1)) || fail "status $status_a and $status_b of two runs at once"
# Which of two comes first is not said, so what later files are asked may differ; that each is there once may not.
files() { history_of "$1" files | grep -o 'upload-[^ ]*' | sort; }
files shared.db >shared.files
files whole.db >whole.files
same_files shared.files whole.files
