#!/usr/bin/env bash
# The demonstration behind `./dev demo`: uploads of a few institutions are made, validated and explained.
# Usage: demo.sh PATH-OF-JIANHE. Everything it writes stands below build/demo.
set -euo pipefail
cd "$(dirname "$0")/../.."
jianhe=${1:?usage: demo.sh PATH-OF-JIANHE}
folder=build/demo
received_at=2025-10-15T20:00:00

say() { printf '\n== %s\n' "$1"; }
# The commands are shown as a user would type them.
run() {
    printf '$ jianhe'
    printf ' %s' "$@"
    printf '\n'
    "$jianhe" "$@"
}

rm -rf "$folder"
mkdir -p "$folder"

say "Uploads of six institutions: 3,000 records of invented persons in Big5, one in twenty with a fault"
run generate --count 3000 --files 6 --invalid 0.05 --seed 20251015 --received-at "$received_at" --out "$folder/uploads"
ls -l "$folder/uploads" | awk 'NR > 1 { printf "  %10d bytes  %s\n", $5, $9 }'

say "The first order of the first upload, as it goes over the wire (shown in UTF-8)"
first=$(find "$folder/uploads" -name '*.xml' | LC_ALL=C sort | head -n 1)
iconv -f BIG5 -t UTF-8 -c "$first" > "$folder/first-in-utf8.xml"
awk '/<MB2>/ { inside = 1 } inside && !done { print "  " substr($0, 1, 100) } /<\/MB2>/ { done = inside }' "$folder/first-in-utf8.xml"

say "What would be rejected, and why"
status=0
run validate "$folder/uploads" --received-at "$received_at" --out "$folder/report" || status=$?
[ "$status" -eq 1 ] || { printf 'expected rejected records (exit status 1), got %s\n' "$status" >&2; exit 1; }
printf '\nThe first records with a finding:\n'
sed -n '1,12p' "$folder/report/report.txt" | sed 's/^/  /'
printf '\nThe end of the report:\n'
awk '/^Summary/ { found = 1 } found' "$folder/report/report.txt" | sed 's/^/  /'

say "The first upload again, now with master tables: is the drug known, is the clinician under contract on that day?"
status=0
run validate "$first" --master specs/nhi-upload-2.0/sample-masters --received-at "$received_at" --out "$folder/with-masters" || status=$?
[ "$status" -eq 1 ] || { printf 'expected rejected records (exit status 1), got %s\n' "$status" >&2; exit 1; }
awk '/^Most frequent/ { found = 1 } /^$/ { found = 0 } found' "$folder/with-masters/report.txt" | sed -n '1,6p' | sed 's/^/  /'
printf 'Without the tables the report lists these codes as not checked. The rows are samples; give your own in the same way.\n'

say "Two of them explained: what fired, and what could not be judged"
awk -F '"' '/"made_for":"(M13:AD01|M49:D060|M52:D054|M20:D036)"/ && ++found <= 2 { print }' "$folder/uploads/manifest.jsonl" |
    while read -r line; do
    file=$(sed 's/.*"file":"\([^"]*\)".*/\1/' <<<"$line")
    record=$(sed 's/.*"record":\([0-9]*\).*/\1/' <<<"$line")
    printf '$ jianhe validate %s --trace %s    (only what fired, or was blocked by a fault)\n' "$folder/uploads/$file" "$record"
    { "$jianhe" validate "$folder/uploads/$file" --received-at "$received_at" --trace "$record" || true; } |
        awk 'NR <= 2 { print } /^(fired|blocked) / { shown = /not supplied/ ? 0 : 2 } shown-- > 0' | cut -c 1-160 | sed 's/^/  /'
done

say "What a code means"
run explain D054 > "$folder/explain.txt"
sed -n '1,24p' "$folder/explain.txt" | sed 's/^/  /'

say "The same in the layout of NHI's own result file"
run validate "$folder/uploads" --received-at "$received_at" --format nhi --out "$folder/results" || true
result=$(find "$folder/results" -name '*.result.txt' | LC_ALL=C sort | head -n 1)
iconv -f BIG5 -t UTF-8 "$result" | tr -d '\r' > "$folder/result-in-utf8.txt"
sed -n '1,14p' "$folder/result-in-utf8.txt" | sed 's/^/  /'
printf '\nOne such file for each upload stands in %s (Big5), the full report in %s.\n' "$folder/results" "$folder/report/report.txt"
printf 'Try your own:  build/release/bin/jianhe validate YOUR-UPLOAD.xml\n'
