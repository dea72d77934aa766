#!/usr/bin/env bash
# Makes the data of the benchmarks below build/bench and runs them. Usage: run.sh [options of Google Benchmark]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=build/bench
mkdir -p "$folder"
# One institution's upload, five in a hundred records with a fault: the same bytes on every machine.
build/release/bin/jianhe generate --count 2000 --invalid 0.05 --seed 1 --received-at 2025-10-15T20:00:00 > "$folder/upload.xml"
build/release/bin/bench_interpreter "$folder/upload.xml" "$@"
exec build/release/bin/bench_knowledge "$@"
