#!/usr/bin/env bash
# doc.
source "$(dirname "$0")/lib.sh"

expect 0 "$jianhe" doc "$specification" -o site
has err 'open site/index.html'
for page in index fields codes codesets tables scenarios values; do
    [[ -s site/$page.html ]] || fail "there is no page $page"
done
has site/codes.html '種類不得為Z'
has site/index.html 'id="names">[["code","AA"'
[[ -z $(find site -name '*.partial') ]] || fail 'a temporary file was left'

# Again: the same bytes, its own pages are replaced, other files stay.
cp -r site first
echo mine >site/notes.txt
echo >>site/codes.html
expect 0 "$jianhe" doc "$specification" --out site
same site/notes.txt mine
rm site/notes.txt
diff -r site first >/dev/null || fail 'the same specification gave other pages'

# A page of somebody else is not lost, and then nothing is written.
mkdir theirs
echo '<p>theirs' >theirs/fields.html
expect 64 "$jianhe" doc "$specification" -o theirs
has err 'theirs/fields.html would be replaced'
same theirs/fields.html '<p>theirs'
[[ ! -e theirs/index.html ]] || fail 'a page was written all the same'

expect 64 "$jianhe" doc "$specification"
expect 3 "$jianhe" doc missing -o site
touch file
expect 3 "$jianhe" doc "$specification" -o file
has err 'file'
expect 0 "$jianhe" doc --help
has out 'Pages of an earlier run are replaced'

printf 'rule "open\n' >broken.rules
mkdir broken && mv broken.rules broken/
expect 2 "$jianhe" doc broken -o none
[[ ! -e none ]] || fail 'a folder was made for a specification that is wrong'
