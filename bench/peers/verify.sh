#!/usr/bin/env bash
# Whether the hand-written validators find what `jianhe validate` finds: each record, field, row, code and disposition,
# on corpora with single faults, with mixed ones, and on a day on which some codes are notices still.
# Usage: verify.sh JIANHE FOLDER_OF_PEERS [RECORDS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
jianhe=$1
peers=$2
records=${3:-5000}
export LC_ALL=C
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The findings of a JSON report, as the peers list theirs.
list_of_report() {
    awk '
        match($0, /"record":[0-9]+/) {
            record = substr($0, RSTART + 9, RLENGTH - 9)
            while (match($0, /"field":"[^"]*","order":[^,]*,"code":"[^"]*","disposition":"[^"]*"/)) {
                split(substr($0, RSTART, RLENGTH), part, /[":,]+/)
                # "field" NAME "order" ROW "code" CODE "disposition" DISPOSITION, behind an empty first part
                row = part[5] == "null" ? "" : "[" part[5] "]"
                print record "\t" part[3] row "\t" part[7] "\t" part[9]
                $0 = substr($0, RSTART + RLENGTH)
            }
        }'
}

# compare NAME FILE RECEIVED_AT RECEIVED_AT_ROC
compare() {
    # 1: something was rejected
    "$jianhe" validate "$2" --engine interp --received-at "$3" --format json >"$folder/report" || (($? == 1))
    list_of_report <"$folder/report" | sort >"$folder/expected"
    [[ -s $folder/expected ]] || { echo "verify: $1 has no findings, nothing is compared" >&2; exit 1; }
    local peer
    for peer in peer_scan peer_dom; do
        "$peers/$peer" "$2" "$4" "$folder/list" >"$folder/last"
        sort "$folder/list" >"$folder/found"
        if ! diff "$folder/expected" "$folder/found" >"$folder/difference"; then
            echo "verify: $peer differs on $1 (<: jianhe, >: $peer)" >&2
            head -n 20 "$folder/difference" >&2
            exit 1
        fi
        echo "$1: $peer: $(wc -l <"$folder/found") findings, all equal"
    done
}

# corpus NAME SHARE_OF_INVALID SEED RECEIVED_AT
corpus() {
    "$jianhe" generate --count "$records" --invalid "$2" --seed "$3" --received-at "$4" >"$folder/$1.xml"
}

now=2025-10-15T20:00:00
corpus some 0.05 1 "$now"
compare "5 % invalid" "$folder/some.xml" "$now" 1141015200000
corpus all 1.0 2 "$now"
compare "all invalid" "$folder/all.xml" "$now" 1141015200000
for seed in 3 4; do
    awk -v "seed=$seed" -v share=0.05 -f "$here/mix_faults.awk" "$folder/all.xml" >"$folder/mixed.xml"
    compare "mixed faults, seed $seed" "$folder/mixed.xml" "$now" 1141015200000
done
before=2023-08-20T09:00:00
corpus before 1.0 5 "$before"
compare "112-08-20" "$folder/before.xml" "$before" 1120820090000
