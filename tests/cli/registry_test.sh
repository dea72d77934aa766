#!/usr/bin/env bash
# The registry of result codes: the counts that the READMEs state are those that the program prints.
source "$(dirname "$0")/lib.sh"
repository=$here/../..

expect 0 "$jianhe" test "$repository/specs/nhi-upload-2.0" --coverage
cp out counted
codes=$(sed -n 's/^codes \([0-9]*\),.*/\1/p' counted)
[[ -n $codes ]] || fail 'the program prints no number of codes'
# "  checked           98  a rule reports it" is "| `checked` | 98 |" in a README.
sed -n '/^codes /,$s/^  \([a-z_]*\) *\([0-9][0-9]*\)  .*/| `\1` | \2 |/p' counted >rows
(($(wc -l <rows) >= 5)) || fail "the program prints too few statuses: $(cat rows)"
for readme in "$repository/README.md" "$repository/specs/nhi-upload-2.0/README.md"; do
    has "$readme" "$codes codes"
    # The rows of the table of statuses: a word of the registry and a number.
    grep -o '^| `[a-z_]*` | [0-9]* |' "$readme" >stated
    diff rows stated >difference || fail "$readme states other counts than the program: $(cat difference)"
done

# The table has a line for each code.
expect 0 "$jianhe" test "$repository/specs/nhi-upload-2.0" --codes
sed '1,/^codes /d' out | grep -vc '^  ' >lines
same lines "$codes"

expect 0 "$jianhe" test "$specification" --codes
has out '  (none)            17  the registry does not say'
has out 'R001  (none)          sample.rules:'
