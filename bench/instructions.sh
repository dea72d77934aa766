#!/usr/bin/env bash
# Instructions a clean record under callgrind, which is the same on every run: (I(2n) - I(n)) / n, so that what a
# process pays once does not count. Corpora: wide (22 fields in MB1, four orders, about 2,080 bytes) and the generator's
# own mix. Usage: instructions.sh [--bound N] [--records N] [--engines "jit interp"]
#   --bound N   exit 1 where the JIT takes more than N on the wide corpus; the must of issue 4 is 9000
# The validators are built for x86-64-v3, because valgrind knows no AVX-512. Compiled objects come from a cache that a
# run under valgrind has filled before.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=$PWD/bench
bin=$PWD/build/release/bin
jianhe=${JIANHE:-$bin/jianhe}
data=$PWD/build/bench/instructions
bound=0
records=1500
engines="jit interp"
while (($#)); do
    case $1 in
        --bound) bound=$2 ;;
        --records) records=$2 ;;
        --engines) engines=$2 ;;
        *)
            echo "instructions.sh does not know '$1'" >&2
            exit 64
            ;;
    esac
    shift 2
done
# shellcheck source=bench/data.sh
source "$bench/data.sh"
export XDG_CACHE_HOME=$data/cache
mkdir -p "$data" "$XDG_CACHE_HOME"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# Both files of a pair begin with the same records.
first_records() { LC_ALL=C awk -v n="$1" '/^<REC>/ { ++seen } seen <= n || /^<\/RECS>/' "$2"; }
generate $((records * 2)) 0 21 >"$data/mix.2"
generate $((records * 7)) 0 22 | LC_ALL=C awk -f "$bench/wide_records.awk" >"$data/wide.all"
first_records $((records * 2)) "$data/wide.all" >"$data/wide.2"
for corpus in mix wide; do first_records "$records" "$data/$corpus.2" >"$data/$corpus.1"; done
generate 1 0 1 >"$data/one.xml"

count() { # COMMAND...
    # 0 and 1 alone are verdicts.
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" >"$out/stdout" 2>"$out/stderr" || (($? == 1))
    awk '/Collected/ { print $NF }' "$out/stderr"
}
ours() { # FILE ENGINE
    count "$jianhe" validate "$1" --received-at "$received_at" --format json --out "$out/ours" --engine "$2" "${job[@]}"
}
peer() { count "$bin/$2" "$1" "$received_at_roc" "$out/list"; }

job=()
if jianhe_takes --jobs 1; then job=(--jobs 1); fi
programs=()
for engine in $engines; do
    if jianhe_takes --engine "$engine"; then programs+=("ours $engine"); else echo "no engine $engine here: left out" >&2; fi
done
programs+=("peer peer_scan_v3" "peer peer_dom_v3")

failed=0
echo "| instructions a clean record | wide | generator's mix |"
echo "| --- | ---: | ---: |"
for program in "${programs[@]}"; do
    read -r kind name <<<"$program"
    # The object cache is filled by a run that is not counted, by the same processor that valgrind pretends to be.
    if [[ $name == jit ]]; then "$kind" "$data/wide.2" "$name" >/dev/null; fi
    line="| $name |"
    for corpus in wide mix; do
        once=$("$kind" "$data/$corpus.1" "$name")
        twice=$("$kind" "$data/$corpus.2" "$name")
        n=$(($(records_in "$data/$corpus.2") - $(records_in "$data/$corpus.1")))
        each=$(((twice - once) / n))
        line+=" $each |"
        if [[ $name == jit && $corpus == wide ]] && ((bound > 0 && each > bound)); then failed=$each; fi
    done
    echo "$line"
done
if ((failed)); then
    echo "instructions.sh: the JIT takes $failed instructions a record, the bound is $bound" >&2
    exit 1
fi
