#!/usr/bin/env bash
# abi_test.sh HEADER LIBRARY COMPILER [--update]: a program that was compiled against libjianhe.so.0 must go on running with
# every later one. What it relies on is listed in abi.txt. Lines may be added; one that is changed or gone breaks such
# programs, and then the library needs another soname. --update rewrites the list; read the difference.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [[ $(uname -m) != x86_64 ]]; then
    echo "skipped: abi.txt lists the layout on x86_64, and this is $(uname -m)"
    exit 77
fi
now=$("$here/list_abi.sh" "$1" "$2" "$3")
if [[ ${4:-} == --update ]]; then
    printf '%s\n' "$now" >"$here/abi.txt"
    exit 0
fi
if ! diff -u "$here/abi.txt" <(printf '%s\n' "$now"); then
    echo 'The interface of libjianhe differs from tests/packaging/abi.txt. Lines that were only added: run this with --update.'
    exit 1
fi
# The list itself is not empty, and nothing of the inside is seen.
grep -q '^symbol jianhe_open_default' "$here/abi.txt"
! grep '^symbol' "$here/abi.txt" | grep -v '^symbol jianhe_[a-z_]*@@JIANHE_0$'
