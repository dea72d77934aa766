#!/usr/bin/env bash
# check, test, fmt, explain, generate.
source "$(dirname "$0")/lib.sh"

expect 0 "$jianhe" check "$specification"
has out 'sample 1 is right: 3 fields, 3 rules, 4 examples, 0 warnings'
has out 'sha256:'
expect 0 "$jianhe" check
expect 0 "$jianhe" check "$specification" --warnings-as-errors

# Lints warn, and fail only where they are asked to; other commands do not look.
cp -r "$specification" linted
echo 'set spare "備用" = { A }' >>linted/sample.rules
expect 0 "$jianhe" check linted
has out '1 warnings'
has err 'linted/sample.rules:'
has err 'warning[L603]: set `spare` is used nowhere'
expect 2 "$jianhe" check linted --warnings-as-errors
has err 'warning[L603]'
expect 0 "$jianhe" test linted
same err ''
sed -i '$s/$/ allow L603 "for the next notice"/' linted/sample.rules
expect 0 "$jianhe" check linted --warnings-as-errors
same err ''
sed -i '$s/L603/L699/' linted/sample.rules
expect 2 "$jianhe" test linted
has err 'error[L611]'

# The digest is that of the content, wherever the folder lies, and changes with a table.
"$jianhe" check "$specification" | tail -n 1 >digest
cp -r "$specification" copy
expect 0 "$jianhe" check copy
same <(tail -n 1 out) "$(cat digest)"
sed -i 's/必填/必填寫/' copy/codes.csv
expect 0 "$jianhe" check copy
has_not out "$(cat digest)"

expect 0 "$jianhe" test "$specification" --coverage
has out '4 examples, 0 failed'
has out 'rules seen to fire   3 of 3'
has_not out 'scenarios'

# Scenarios: counted, explained, in the pages.
cp -r "$specification" situations
cat >>situations/sample.rules <<'RULES'
scenario with_items "有項目" when count(item) > 0
scenario without_items "無項目" when count(item) = 0
example "兩項" good with { item { I01 = 2 } }  accepted
RULES
expect 0 "$jianhe" test situations --coverage
has out 'scenarios shown      1 of 2, by one accepted and two rejecting examples'
expect 0 "$jianhe" explain with_items --spec situations
has out 'with_items  有項目'
has out '  when          count(item) > 0'
has out 'rejecting examples'
expect 64 "$jianhe" explain with_item --spec situations
has err 'did you mean with_items'
expect 0 "$jianhe" doc situations -o situations-site
has situations-site/scenarios.html 'id="o-with_items"'
cat >>copy/sample.rules <<'RULES'
example "wrong promise" good with { P02 = Z }  accepted
example good                                   finds P02:R001
rule R003 at P01
    when P02 = Q
RULES
expect 2 "$jianhe" test copy --coverage
has out ': "wrong promise"'
has out 'P02:R001 was found, with the disposition reject_record'
has out 'P02:R001 was not found'
has out 'never seen to fire: R003 (sample.rules:'

cp -r "$specification" template
echo '{{nothing}}' >>template/slip.template
expect 2 "$jianhe" check template
has err 'nothing'

# A table outside of the folder is no part of a specification.
cp -r "$specification" outside
sed -i 's|"codes.csv"|"../outside/codes.csv"|' outside/sample.rules
expect 2 "$jianhe" check outside

expect 0 "$jianhe" fmt copy
expect 0 "$jianhe" fmt --check copy
cp copy/sample.rules formatted
printf '\n\n\n' >>copy/sample.rules
expect 1 "$jianhe" fmt --check copy
has err 'copy/sample.rules is not in the common layout'
expect 0 "$jianhe" fmt copy/sample.rules
cmp -s copy/sample.rules formatted || fail 'formatting twice gives something else'
chmod 640 copy/sample.rules
printf '\n\n' >>copy/sample.rules
expect 0 "$jianhe" fmt copy
[[ $(stat -c %a copy/sample.rules) == 640 ]] || fail 'fmt changed the permissions'
printf 'rule "open\n' >broken.rules
expect 2 "$jianhe" fmt broken.rules
has err 'broken.rules:1:'
same broken.rules 'rule "open'
expect 3 "$jianhe" fmt missing.rules

expect 0 "$jianhe" explain R001 --spec "$specification"
has out '種類不得為Z'
expect 64 "$jianhe" explain R01 --spec "$specification"
has err 'did you mean'

expect 0 "$jianhe" generate --count 40 --files 2 --invalid 0.5 --seed 7 --out made
has err '--received-at'
expect 0 "$jianhe" generate --count 40 --files 2 --invalid 0.5 --seed 7 --out again
diff -r made again >/dev/null || fail 'the same seed gave other bytes'
(($(wc -l <made/manifest.jsonl) == 40)) || fail 'the manifest has not one line a record'
expect 0 "$jianhe" generate --count 5 --invalid 0
cp out clean.xml
received_at=$(grep -o -- '--received-at [^ ]*' <("$jianhe" generate --count 1 --out made 2>&1) | cut -d' ' -f2)
expect 0 "$jianhe" validate clean.xml --received-at "$received_at"
has out 'clean.xml: accepted; 5 records'
