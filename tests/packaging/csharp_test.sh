#!/usr/bin/env bash
# csharp_test.sh JIANHE LIBRARY: the C# program of docs/embedding.md does what the page says; a bundle is refused from C#.
source "$(dirname "$0")/lib.sh"
jianhe=$1 library=$(dirname "$2")
command -v mcs >/dev/null && command -v mono >/dev/null || skip 'mcs and mono (Debian: mono-mcs, mono-runtime) are not installed'
cd "$work"
export LD_LIBRARY_PATH=$library

program_in "$root/docs/embedding.md" csharp >counter.cs
"$jianhe" compile --emit csharp -o . 2>said || fail "$(cat said)"
mcs -warnaserror -out:counter.exe counter.cs NhiUpload.cs "$root"/compiler/embed/csharp/*.cs
mono counter.exe upload.xml >said || fail "status $?: $(cat said)"
has said 'M51'
has said 'Accepted, 1 record(s)'
check_upload "$jianhe" upload.xml 1

# The typed record against the texts, and what the wrapper says of a bundle that is not to be trusted.
"$jianhe" compile --emit bundle -o plain.bundle 2>said
mcs -warnaserror -out:typed.exe "$root/tests/packaging/TypedRecord.cs" NhiUpload.cs "$root"/compiler/embed/csharp/*.cs
mono typed.exe plain.bundle || fail 'TypedRecord.cs'
# Twice the same.
mkdir again && "$jianhe" compile --emit csharp -o again 2>said
cmp NhiUpload.cs again/NhiUpload.cs
