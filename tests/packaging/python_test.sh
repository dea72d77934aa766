#!/usr/bin/env bash
# python_test.sh JIANHE PYTHON FOLDER: the Python program of docs/embedding.md does what the page says; what goes wrong is
# raised. PYTHON is empty where the module was not built.
source "$(dirname "$0")/lib.sh"
jianhe=$1 python=${2:-} folder=${3:-}
[[ -n $python ]] || skip 'pybind11 or the headers of Python (Debian: pybind11-dev, python3-dev) are not installed'
cd "$work"
export PYTHONPATH=$folder

program_in "$root/docs/embedding.md" python >counter.py
"$python" counter.py upload.xml >said || fail "status $?: $(cat said)"
has said 'M51'
has said "accepted []"
check_upload "$jianhe" upload.xml 1

"$jianhe" compile --emit bundle -o plain.bundle 2>said
"$python" "$root/tests/packaging/python_module.py" plain.bundle || fail 'python_module.py'
