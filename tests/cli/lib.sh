# Sourced by the tests of this folder, which are called as: x_test.sh PROGRAM. Runs in a folder of its own that is removed
# afterwards; every failed expectation is printed, and the script ends with status 1 if there was one.
# shellcheck shell=bash disable=SC2034
set -uo pipefail

jianhe=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
specification=$here/specification
work=$(mktemp -d)
failures=0
export NO_COLOR=1

finish() {
    cd /
    rm -rf "$work"
    ((failures == 0)) || exit 1
}
trap finish EXIT
cd "$work" || exit 1

fail() {
    printf 'FAILED %s:%s: %s\n' "${BASH_SOURCE[-1]##*/}" "${BASH_LINENO[-2]}" "$*"
    failures=$((failures + 1))
}

# expect STATUS COMMAND…: runs it; what it prints is in the files `out` and `err` afterwards.
expect() {
    local wanted=$1 status
    shift
    "$@" >out 2>err
    status=$?
    ((status == wanted)) || fail "status $status instead of $wanted: $* $(head -c 500 err)"
}

# has FILE TEXT: the text stands in the file, as it is.
has() { grep -qF -- "$2" "$1" || fail "$1 has no \"$2\": $(head -c 1000 "$1")"; }
has_not() { ! grep -qF -- "$2" "$1" || fail "$1 has \"$2\""; }
# same FILE TEXT: the text is the whole file.
same() { [[ $(cat "$1") == "$2" ]] || fail "$1 is \"$(head -c 1000 "$1")\""; }

validate() { "$jianhe" validate --spec "$specification" --received-at 1141015200000 "$@"; }

# upload RECORD…: an upload of these records to standard output.
upload() {
    printf '<?xml version="1.0" encoding="Big5"?>\n<FILE>\n'
    printf '%s\n' "$@"
    printf '</FILE>\n'
}
good='<ROW><HD><P01>A123456789</P01><P02>A</P02></HD><IT><I01>1</I01></IT></ROW>'
noticed='<ROW><HD><P01>A123456789</P01><P02>B</P02></HD></ROW>'
order_rejected='<ROW><HD><P01>A123456789</P01><P02>A</P02></HD><IT><I01>1</I01></IT><IT><I01>0</I01></IT></ROW>'
rejected='<ROW><HD><P01>A123456789</P01><P02>Z</P02></HD></ROW>'
