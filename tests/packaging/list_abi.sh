#!/usr/bin/env bash
# list_abi.sh HEADER LIBRARY COMPILER: what programs that were compiled against libjianhe rely on, to standard output.
# Constants, the layout of each struct and the functions are read from the header, so that nothing needs to be listed
# twice; the symbols and the soname are those of the library.
set -euo pipefail

header=$1 library=$2 compiler=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Without comments and directives, all in one line.
declarations() {
    awk '
        {
            text = ""
            while (length($0)) {
                if (inside) {
                    at = index($0, "*/")
                    $0 = at ? substr($0, at + 2) : ""
                    if (at) inside = 0
                } else {
                    at = index($0, "/*")
                    text = text (at ? substr($0, 1, at - 1) : $0)
                    $0 = at ? substr($0, at + 2) : ""
                    if (at) inside = 1
                }
            }
            if (text !~ /^#/) print text
        }' "$header" | tr '\n' ' ' | sed -E 's/[[:space:]]+/ /g'
}

{
    echo '#include <stddef.h>'
    echo '#include <stdio.h>'
    echo "#include \"$(realpath "$header")\""
    echo 'int main(void) {'
    # #define JIANHE_X value, but for what belongs to the compiler.
    sed -nE 's/^#define (JIANHE_[A-Z_]+) [^_].*/\1/p' "$header" | grep -vE '^JIANHE_(API|NOEXCEPT)$' |
        while read -r name; do echo "printf(\"constant $name %lld\\n\", (long long)($name));"; done
    declarations | grep -oE 'enum ?\{[^}]*\}' | grep -oE 'JIANHE_[A-Z0-9_]+ =' | tr -d ' =' |
        while read -r name; do echo "printf(\"constant $name %lld\\n\", (long long)($name));"; done
    declarations | grep -oE 'typedef struct jianhe_[a-z_]+ ?\{[^}]*\}' |
        while read -r _ _ name members; do
            name=${name%\{}
            echo "printf(\"struct $name size %zu\\n\", sizeof($name));"
            tr ';' '\n' <<<"${members#\{}" | sed -E 's/\[[^]]*\]//; s/ *$//' |
                grep -oE '[a-z_0-9]+$' |
                while read -r member; do
                    echo "printf(\"struct $name $member at %zu\\n\", offsetof($name, $member));"
                done
        done
    echo 'return 0; }'
} >"$work/list.c"
"$compiler" -std=c99 -o "$work/list" "$work/list.c"
"$work/list"
declarations | grep -oE 'JIANHE_API [^;]*;' | sed -E 's/^JIANHE_API //; s/ ?JIANHE_NOEXCEPT ?;/;/; s/^/function /' | LC_ALL=C sort
objdump -p "$library" | awk '$1 == "SONAME" { print "soname", $2 }'
nm -D --defined-only "$library" | awk '$2 != "A" { print "symbol", $3 }' | LC_ALL=C sort
