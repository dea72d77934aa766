# Sourced by the tests of this folder. Each runs in a folder of its own that is removed afterwards.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}
skip() {
    echo "skipped: $*"
    exit 77
}

# program_in DOCUMENT LANGUAGE: the first program in that language, as a reader would copy it out of the page.
program_in() {
    awk -v fence="\`\`\`$2" '$0 == fence { inside = 1; next } inside && /^```$/ { exit } inside' "$1"
}

# has FILE TEXT
has() { grep -qF -- "$2" "$1" || fail "$1 has no \"$2\": $(head -c 2000 "$1")"; }

# The upload of a program of the documentation: accepted, with so many records and the reason for its first answer.
check_upload() {
    local jianhe=$1 upload=$2 records=$3
    "$jianhe" validate "$upload" --received-at 1141013200000 >report || fail "$(cat report)"
    has report "$upload: accepted; $records record"
    has "$upload" 'encoding="Big5"'
}
