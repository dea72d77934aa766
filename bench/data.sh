# The corpora of the benchmarks; sourced. Needs $jianhe and $data, the folder that keeps them between runs.
# shellcheck shell=bash
received_at=2025-10-15T20:00:00
received_at_roc=1141015200000

# make_data RECORDS: clean.xml, some.xml (5 % of the records with a fault), all.xml (every one) and wide.xml (clean; 22
# fields in MB1 and four orders, about 2,080 bytes a record). The same bytes on every machine.
make_data() {
    local stamp="$1 $("$jianhe" --version | head -n 1) $(cksum <"$bench/wide_records.awk")"
    mkdir -p "$data"
    [[ $(cat "$data/stamp" 2>/dev/null) == "$stamp" ]] && return
    rm -f "$data"/*.xml
    generate "$1" 0 11 >"$data/clean.xml"
    generate "$1" 0.05 12 >"$data/some.xml"
    generate "$1" 1.0 13 >"$data/all.xml"
    # About one in three has the shape.
    generate $(($1 * 2)) 0 14 | LC_ALL=C awk -f "$bench/wide_records.awk" >"$data/wide.xml"
    echo "$stamp" >"$data/stamp"
}

# generate RECORDS SHARE_OF_INVALID SEED
generate() {
    "$jianhe" generate --count "$1" --invalid "$2" --seed "$3" --received-at "$received_at"
}

records_in() { grep -c '^<REC>' "$1"; }

# Whether `jianhe validate` takes these arguments; 64 is wrong usage.
jianhe_takes() {
    local status=0
    "$jianhe" validate "$@" --received-at "$received_at" --format json "$data/one.xml" >/dev/null 2>&1 || status=$?
    ((status != 64))
}

median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
