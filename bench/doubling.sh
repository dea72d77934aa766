#!/usr/bin/env bash
# Growth: processor time of 2n over that of n, for records, orders a record and findings a record. Medians of five, each
# less what a process with one record costs. Usage: doubling.sh [--bound 2.2] [--engines "jit interp"] [--rounds N]
# Exits 1 where a ratio is above the bound.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=$PWD/bench
bin=$PWD/build/release/bin
jianhe=${JIANHE:-$bin/jianhe}
data=$PWD/build/bench/doubling
bound=2.2
rounds=5
engines="jit interp"
while (($#)); do
    case $1 in
        --bound) bound=$2 ;;
        --engines) engines=$2 ;;
        --rounds) rounds=$2 ;;
        *)
            echo "doubling.sh does not know '$1'" >&2
            exit 64
            ;;
    esac
    shift 2
done
# shellcheck source=bench/data.sh
source "$bench/data.sh"
mkdir -p "$data"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

generate 1 0 1 >"$data/one.xml"
generate 1000 0 31 >"$data/seed.xml"
grown() { LC_ALL=C awk -v "records=$1" -v "rows=$2" -v "wrong=$3" -f "$bench/grow_rows.awk" "$data/seed.xml"; }
job=()
if jianhe_takes --jobs 1; then job=(--jobs 1); fi

processor_time() { # FILE ENGINE
    local status
    read -r _ cpu _ status < <("$bin/measure" "$jianhe" validate "$1" --received-at "$received_at" --format json \
        --out "$out/report" --engine "$2" "${job[@]}")
    # An engine that judges nothing is quick.
    ((status <= 1)) || { echo "doubling.sh: jianhe ended with $status on $1" >&2; exit 3; }
    rm -rf "$out/report"
    echo "$cpu"
}

failed=0
echo "| time(2n) / time(n) | records | orders a record, 250 to 500 | findings a record, 200 to 400 |"
echo "| --- | ---: | ---: | ---: |"
for engine in $engines; do
    jianhe_takes --engine "$engine" || { echo "no engine $engine here: left out" >&2; continue; }
    # The interpreter needs less to be measured.
    if [[ $engine == interp ]]; then records=1500 long=60; else records=60000 long=150; fi
    generate "$records" 0 32 >"$data/records.1"
    generate $((records * 2)) 0 32 >"$data/records.2"
    grown "$long" 250 0 >"$data/orders.1"
    grown "$long" 500 0 >"$data/orders.2"
    grown "$long" 400 200 >"$data/findings.1"
    grown "$long" 400 400 >"$data/findings.2"
    for name in one.xml {records,orders,findings}.{1,2}; do
        : >"$out/$name"
        processor_time "$data/$name" "$engine" >/dev/null
    done
    for ((round = 1; round <= rounds; ++round)); do
        for name in one.xml {records,orders,findings}.{1,2}; do
            processor_time "$data/$name" "$engine" >>"$out/$name"
        done
    done
    line="| $engine |"
    for what in records orders findings; do
        ratio=$(awk -v one="$(median <"$out/one.xml")" -v n="$(median <"$out/$what.1")" -v twice="$(median <"$out/$what.2")" \
            'BEGIN { printf "%.2f", (twice - one) / (n - one) }')
        line+=" $ratio |"
        if awk -v ratio="$ratio" -v bound="$bound" 'BEGIN { exit !(ratio > bound) }'; then failed=1; fi
    done
    echo "$line"
done
if ((failed)); then
    echo "doubling.sh: a ratio is above $bound" >&2
    exit 1
fi
