#!/usr/bin/env bash
# What a history costs a run of the whole program: the same files with and without one, asked and accepted, beside a
# SQLite ledger of a million visits. Usage: history.sh [VISITS] [RECORDS] [ROUNDS]
# The ledger and the files stay in build/bench/history. Processor time of one job, because the machine may be shared.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=$PWD/bench
jianhe=${JIANHE:-$PWD/build/release/bin/jianhe}
visits=${1:-1000000}
records=${2:-120000}
rounds=${3:-5}
data=$PWD/build/bench/history
# shellcheck source=bench/data.sh
source "$bench/data.sh"
mkdir -p "$data"
work=$(mktemp -d "$data/work.XXXXXX")
trap 'rm -rf "$work"' EXIT

run() { "$jianhe" validate "$@" --received-at "$received_at" --format json --out "$work/out" 2>/dev/null || (($? == 1)); }
visits_in() { "$jianhe" history stats --history "$1" 2>/dev/null | sed -n 's/^rows of visit: //p'; }

# Files of other persons and visits, one after the other, until there are as many visits.
ledger=$data/ledger-$visits.db
for ((seed = 1000; ; ++seed)); do
    [[ -e $ledger ]] || rm -f "$ledger"*
    count=$(visits_in "$ledger" || true)
    ((${count:-0} < visits)) || break
    echo "history: ${count:-0} of $visits visits" >&2
    generate 120000 0 $((seed + ${count:-0})) >"$work/fill.xml"
    run "$work/fill.xml" --history "$ledger" --accept
    rm "$work/fill.xml"
done

# all.xml as generated, of which the history rejects a quarter, since what it refers to was never uploaded; known.xml
# without these; double.xml twice as many of the same kind.
make_files() {
    local stamp="$visits $records $("$jianhe" --version | head -n 1)"
    [[ $(cat "$data/stamp" 2>/dev/null) == "$stamp" ]] && return
    echo "history: making the files" >&2
    generate "$records" 0 21 >"$data/all.xml"
    generate $((records * 2)) 0 22 >"$data/double.xml"
    local name
    for name in all double; do
        run "$data/$name.xml" --history "$ledger"
        sed -n 's/^{"file":"[^"]*","record":\([0-9]*\),.*/\1/p' "$work/out/report.jsonl" >"$work/rejected"
        LC_ALL=C awk 'NR == FNR { drop[$1]; next } /^<REC>/ { ++n; skip = n in drop } !skip; /^<\/REC>/ { skip = 0 }' \
            "$work/rejected" "$data/$name.xml" >"$data/known-$name.xml"
    done
    echo "$stamp" >"$data/stamp"
}
make_files

# Nanoseconds of the processor a record.
cost() { # FILE ARGUMENT...
    local file=$1 times
    shift
    TIMEFORMAT='%U %S'
    times=$({ time run "$file" --jobs 1 --engine jit "$@" >/dev/null; } 2>&1)
    awk -v n="$(records_in "$file")" '{ printf "%.0f\n", ($1 + $2) * 1e9 / n }' <<<"$times"
}
rows=('without a history' 'asking it' 'and accepting')
measure_one() { # FILE ROW
    case $2 in
        0) cost "$1" ;;
        1) cost "$1" --history "$ledger" ;;
        2)
            cp "$ledger" "$work/copy.db"
            cp "$ledger.key" "$work/copy.db.key"
            cost "$1" --history "$work/copy.db" --accept
            rm -f "$work"/copy.db*
            ;;
    esac
}
files=(known-all known-double all double)
for ((round = 0; round <= rounds; ++round)); do # the first one warms
    for file in "${files[@]}"; do
        for row in 0 1 2; do
            result=$(measure_one "$data/$file.xml" $row)
            ((round == 0)) || echo "$result" >>"$work/$file.$row"
        done
    done
done
echo "ledger: $(visits_in "$ledger") visits, $(stat -c %s "$ledger") bytes; $rounds rounds, one job, machine code"
for file in "${files[@]}"; do
    echo "$file.xml: $(records_in "$data/$file.xml") records of $(($(stat -c %s "$data/$file.xml") / $(records_in "$data/$file.xml"))) bytes"
    for row in 0 1 2; do
        ns=$(median <"$work/$file.$row")
        printf '    %-18s %6.0f ns of the processor a record, %7.0f records a second\n' "${rows[row]}" "$ns" \
            "$(awk -v ns="$ns" 'BEGIN { print 1e9 / ns }')"
    done
done
