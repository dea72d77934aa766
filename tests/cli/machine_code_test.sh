#!/usr/bin/env bash
# Machine code is found, made, kept and done without, and nobody sees a difference in what is reported.
source "$(dirname "$0")/lib.sh"

upload "$good" "$rejected" "$noticed" "$order_rejected" >upload.xml
export XDG_CACHE_HOME=$work/cache
export JIANHE_JIT_WAIT=1
unset JIANHE_PLUGIN_DIR JIANHE_JIT_CPU JIANHE_JIT_DUMP

expect 1 validate upload.xml --format json --engine interp
mv out wanted
validate upload.xml --engine jit >out 2>err
if grep -q 'built without LLVM' err; then
    # Asked for by name it is missed; otherwise nobody notices.
    expect 3 validate upload.xml --engine jit
    expect 1 validate upload.xml --format json
    cmp -s out wanted || fail "the report without LLVM is another one"
    exit
fi
rm -rf cache

by_machine_code() { validate upload.xml --format json --engine jit "$@"; }
expect_same() {
    expect 1 "$@"
    cmp -s out wanted || fail "another report: $* $(head -c 500 out)"
}
entries() { find cache -name '*.object' 2>/dev/null | wc -l; }

# Made and kept; then taken from the cache, for which no compiler is needed.
expect_same by_machine_code
[[ $(entries) == 1 ]] || fail "the cache has $(entries) entries"
[[ $(stat -c %a cache/jianhe/objects) == 700 ]] || fail "others may look into the cache"
[[ $(stat -c %a cache/jianhe/objects/*.object) == 600 ]] || fail "others may read an entry"
JIANHE_PLUGIN_DIR=/nowhere expect_same by_machine_code
JIANHE_PLUGIN_DIR=/nowhere expect_same validate upload.xml --format json

# Without the cache, and without a compiler.
JIANHE_PLUGIN_DIR=/nowhere expect 3 by_machine_code --no-cache
has err '/nowhere/libjianhe_jit.so'
JIANHE_PLUGIN_DIR=/nowhere expect_same validate upload.xml --format json --no-cache

# A damaged entry is made anew.
entry=$(echo cache/jianhe/objects/*.object)
truncate -s -1 "$entry"
JIANHE_PLUGIN_DIR=/nowhere expect 3 by_machine_code
[[ ! -e $entry ]] || fail "a damaged entry stays"
expect_same by_machine_code
JIANHE_PLUGIN_DIR=/nowhere expect_same by_machine_code

# Code for another processor has an entry of its own; what cannot run here is refused.
JIANHE_JIT_CPU=x86-64 expect_same by_machine_code
[[ $(entries) == 2 ]] || fail "the cache has $(entries) entries"
JIANHE_JIT_CPU=x86-64-v9 expect 3 by_machine_code
has err 'x86-64-v9'

# No place for a cache.
rm -rf cache
expect_same by_machine_code --no-cache
[[ ! -e cache ]] || fail "--no-cache makes a cache"
XDG_CACHE_HOME=/proc/nowhere expect_same by_machine_code
(unset XDG_CACHE_HOME HOME && expect_same by_machine_code && ((failures == 0))) || fail "without a home"

# What is dumped can be read.
JIANHE_JIT_DUMP=$work/dump expect_same by_machine_code --no-cache
has dump 'define '
has dump.opt 'define '
[[ -s dump.o ]] || fail "no object was dumped"

# A run that ends while code is still being made says all it has to say; killed ones leave a cache that works.
unset JIANHE_JIT_WAIT
for _ in 1 2 3 4 5; do expect_same by_machine_code --no-cache; done
for delay in 0.01 0.02 0.04 0.08 0.16; do
    # The shell says "Killed" of each.
    { timeout -s KILL "$delay" "$jianhe" validate --spec "$specification" upload.xml --engine jit >out; } 2>/dev/null
done
expect_same by_machine_code
JIANHE_JIT_WAIT=1 expect_same by_machine_code
JIANHE_PLUGIN_DIR=/nowhere expect_same by_machine_code
