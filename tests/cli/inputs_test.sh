#!/usr/bin/env bash
# Files, folders and standard input.
source "$(dirname "$0")/lib.sh"

files_of() { grep -o '^{"file":"[^"]*","record":null' out | cut -d'"' -f4 | tr '\n' ' '; }

upload "$good" >one.xml
mkdir -p box/b box/a "box/空 白"
for name in box/z.xml box/b/2.XML box/b/10.xml box/a/x.xml "box/空 白/y.xml"; do cp one.xml "$name"; done
cp one.xml box/ignored.txt
ln -s .. box/a/loop
ln -s ../one.xml box/link.xml

expect 0 validate box --format json
same <(files_of) 'a/x.xml b/10.xml b/2.XML link.xml z.xml 空 白/y.xml '
expect 0 validate one.xml box/b --format json
same <(files_of) 'one.xml box/b/10.xml box/b/2.XML '
# A file that is named is read whatever its ending.
expect 0 validate box/ignored.txt --format json
same <(files_of) 'box/ignored.txt '

expect 0 validate - <one.xml
has out '-: accepted; 1 record'
expect 1 validate - </dev/null
has out '-: refused'
expect 0 validate <(cat one.xml)

mkdir empty
expect 0 validate empty
has err 'there is no .xml file below empty'

# A folder that cannot be read further down does not hide the others.
expect 3 validate box/b box/missing --format json
has out '{"file":"box/missing","record":null,"verdict":"refused","records":0,"rejected":0,"orders":0,"digest":null,"findings":[]}'
