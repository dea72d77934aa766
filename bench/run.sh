#!/usr/bin/env bash
# Makes the data, runs every validator, limit and part in one session in alternating rounds, and writes bench/RESULTS.md.
# Usage: run.sh [--quick | --big] [--rounds N] [options of Google Benchmark]
#   --quick   a tenth of the data, three rounds, short parts: under two minutes
#   --big     five times the data: 200 MB a corpus and more
set -euo pipefail
cd "$(dirname "$0")/.."
bench=$PWD/bench
bin=$PWD/build/release/bin
jianhe=${JIANHE:-$bin/jianhe}
data=$PWD/build/bench/data
records=30000
rounds=7
part_options=(--benchmark_min_time=0.2)
while (($#)); do
    case $1 in
        --quick) records=6000 rounds=3 part_options=(--benchmark_min_time=0.05 '--benchmark_filter=-/10000000') ;;
        --big) records=150000 ;;
        --rounds) rounds=$2 && shift ;;
        *) part_options+=("$1") ;;
    esac
    shift
done
# shellcheck source=bench/data.sh
source "$bench/data.sh"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
results=$bench/RESULTS.md

echo "bench: making the data" >&2
make_data "$records"
generate 1 0 1 >"$data/one.xml"
echo "bench: are the verdicts equal?" >&2
"$bench/peers/verify.sh" "$jianhe" "$bin" 3000 >"$out/verified"

# What is run, in the order of the table: names[] and, for each, a function that runs it under `measure` on "$1".
names=()
declare -A title=() runner=() note=()
row() { # KEY TITLE FUNCTION
    names+=("$1")
    title[$1]=$2
    runner[$1]=$3
}
measure() { "$bin/measure" "$@"; }
ours() { # FILE ARGUMENT...
    local file=$1
    shift
    rm -rf "$out/ours"
    measure "$jianhe" validate "$file" --received-at "$received_at" --format json --out "$out/ours" "$@"
}
run_sum() { measure "$bin/limits" sum "$1"; }
run_index() { measure "$bin/limits" index "$1"; }
run_memchr() { measure "$bin/limits" memchr "$1"; }
run_scan() { measure "$bin/peer_scan" "$1" "$received_at_roc" "$out/list"; }
run_dom() { measure "$bin/peer_dom" "$1" "$received_at_roc" "$out/list"; }
run_huge() { GLIBC_TUNABLES=glibc.malloc.hugetlb=1 run_dom "$1"; }
run_sax() { measure "$bin/sax" "$1"; }
run_interp() { ours "$1" --engine interp "${one_job[@]}"; }
run_jit() { ours "$1" --engine jit "${one_job[@]}"; }
run_jit2() { ours "$1" --engine jit --jobs 2; }
run_auto() { ours "$1" "${one_job[@]}"; }

row sum "limit: read, and add up the bytes" run_sum
row index "limit: index of every \`<\`" run_index
row memchr "limit: \`memchr\` for each \`<\`" run_memchr
row scan "**hand-written scanner + all rules**" run_scan
one_job=()
if jianhe_takes --jobs 1; then one_job=(--jobs 1); else note[jobs]="\`--jobs\` is not there yet"; fi
if jianhe_takes --engine jit; then
    row jit "**jianhe, JIT, one job**" run_jit
    if ((${#one_job[@]})); then row jit2 "jianhe, JIT, two jobs" run_jit2; fi
    row auto "jianhe, no engine named" run_auto
else
    note[jit]="\`--engine jit\` is not there in this build"
fi
row interp "jianhe, interpreter" run_interp
row huge "hand-written rules over pugixml's DOM, huge pages" run_huge
row dom "**hand-written rules over pugixml's DOM**" run_dom
if [[ -x $bin/sax ]]; then row sax "libxml2 SAX, parse only" run_sax; else note[sax]="no libxml2-dev"; fi

corpora=(wide some all)
declare -A corpus_title=(
    [wide]="Clean records, 22 fields in MB1 and four orders"
    [some]="5 % of the records with a fault"
    [all]="Every record with a fault"
)
# Warm: the page cache, and the cache of compiled objects.
for name in "${names[@]}"; do "${runner[$name]}" "$data/one.xml" >/dev/null; done
for corpus in "${corpora[@]}"; do
    for name in "${names[@]}"; do
        : >"$out/$corpus.$name"
        [[ $name == interp ]] || "${runner[$name]}" "$data/$corpus.xml" >/dev/null
    done
done
for ((round = 1; round <= rounds; ++round)); do
    echo "bench: round $round of $rounds" >&2
    for corpus in "${corpora[@]}"; do
        for name in "${names[@]}"; do "${runner[$name]}" "$data/$corpus.xml" >>"$out/$corpus.$name"; done
    done
done

# column N of what was measured of a corpus and row, its median
value() { awk -v n="$3" '{ print $n }' "$out/$1.$2" | median; }

# xmllint keeps the whole document, and takes its time: a small file once in each round tells.
xsd_line() {
    local file=$data/small.xml round
    command -v xmllint >/dev/null || return 0
    generate 2000 0 15 >"$file"
    for ((round = 1; round <= rounds; ++round)); do
        measure xmllint --noout --schema "$bench/limits/upload.xsd" "$file" >>"$out/small.xsd"
        run_scan "$file" >>"$out/small.scan"
    done
    echo "\`xmllint --noout --schema bench/limits/upload.xsd\` on $(records_in "$file") clean records:" \
        "$(value small xsd 2 | awk -v n="$(records_in "$file")" '{ printf "%.0f", $1 * 1000 / n }') ns a record of" \
        "processor time, validity of types alone, $(($(value small xsd 3) * 1024 / $(stat -c %s "$file"))) bytes of memory a byte."
}

table() {
    local corpus=$1 name count bytes
    count=$(records_in "$data/$corpus.xml")
    bytes=$(stat -c %s "$data/$corpus.xml")
    echo
    echo "### ${corpus_title[$corpus]}"
    echo
    echo "$count records, $((bytes / 1000000)) MB, $((bytes / count)) bytes a record."
    echo
    echo "| whole process | ns a record, CPU | wall | GB/s, CPU | × scanner, CPU | wall | × DOM, CPU | peak MiB |"
    echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name in "${names[@]}"; do
        echo "$name $(value "$corpus" "$name" 1) $(value "$corpus" "$name" 2) $(value "$corpus" "$name" 3)"
    done >"$out/rows"
    while read -r name wall cpu memory; do
        awk -v title="${title[$name]}" -v wall="$wall" -v cpu="$cpu" -v memory="$memory" -v n="$count" -v bytes="$bytes" \
            -v scan_cpu="$(value "$corpus" scan 2)" -v scan_wall="$(value "$corpus" scan 1)" \
            -v dom_cpu="$(value "$corpus" dom 2)" 'BEGIN {
                printf "| %s | %.0f | %.0f | %.2f | %.2f | %.2f | %.1f | %.0f |\n", title, cpu * 1000 / n,
                    wall * 1000 / n, bytes / cpu / 1000, cpu / scan_cpu, wall / scan_wall, dom_cpu / cpu, memory / 1024
            }'
    done <"$out/rows"
}

parts() {
    local name
    echo
    echo "## Parts"
    echo
    echo '```'
    generate 2000 0.05 1 >"$data/upload.xml"
    "$bin/bench_interpreter" "$data/upload.xml" "${part_options[@]}" --benchmark_color=false 2>/dev/null
    [[ -x $bin/bench_jit ]] && "$bin/bench_jit" "$data/upload.xml" "${part_options[@]}" --benchmark_color=false 2>/dev/null
    for name in bench_knowledge bench_report; do
        [[ -x $bin/$name ]] || continue
        "$bin/$name" "${part_options[@]}" --benchmark_color=false 2>/dev/null
    done
    echo '```'
}

{
    echo "# Results of bench/run.sh"
    echo
    echo "Written by \`./dev bench\`; bench/README.md says what each row is. Medians of $rounds alternating rounds."
    echo
    echo "- Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, Linux $(uname -r);" \
        "load before and after: $(cut -d ' ' -f 1 /proc/loadavg), LOAD_AFTER"
    echo "- Compiler: $(c++ --version | head -n 1); hand-written validators:" \
        "$("$(sed -n 's/^JIANHE_PEER_COMPILER[^=]*=//p' build/release/CMakeCache.txt)" --version | head -n 1), -O3" \
        "-march=native, pugixml $(grep -q '^JIANHE_PUGIXML_SOURCE[^=]*=.*NOTFOUND' build/release/CMakeCache.txt && echo "as Debian's static library" || echo 'compiled in')"
    echo "- Commit: $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- . ':!bench/RESULTS.md' || echo ', with changes')"
    echo "- Ours: \`jianhe validate FILE --received-at $received_at --format json --out FOLDER\`; theirs:" \
        "\`peer_scan FILE $received_at_roc LIST\`, \`peer_dom FILE $received_at_roc LIST\`"
    echo "- Verdicts: \`bench/peers/verify.sh\` compared" \
        "$(awk '/peer_scan/ { n += $(NF - 3) } END { print n }' "$out/verified") findings, all equal"
    ((${#note[@]} == 0)) || echo "- Left out: $(printf '%s; ' "${note[@]}" | sed 's/; $//')"
    for corpus in "${corpora[@]}"; do table "$corpus"; done
    echo
    xsd_line
    parts
} >"$out/RESULTS.md"
sed "s|LOAD_AFTER|$(cut -d ' ' -f 1 /proc/loadavg)|" "$out/RESULTS.md" >"$results"
sed -n '1,/^## Parts/p' "$results"
echo "bench: written to $results" >&2
