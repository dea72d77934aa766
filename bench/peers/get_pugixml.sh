#!/usr/bin/env bash
# Fetches the source of Debian's pugixml into build/bench/pugixml, by apt with lists of its own, so that peer_dom has it
# compiled in. Without a network peer_dom takes the static library. Usage: get_pugixml.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$PWD/build/bench
[[ -e $folder/pugixml/src/pugixml.cpp ]] && exit 0
mkdir -p "$folder/apt/lists/partial"
cd "$folder/apt"
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $release main" \
    >sources.list
apt=(apt-get -q -o "Dir::Etc::sourcelist=$PWD/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$PWD/lists")
if "${apt[@]}" update >log 2>&1 && "${apt[@]}" source --download-only pugixml >>log 2>&1; then
    mkdir -p ../pugixml
    tar -xf pugixml_*.orig.tar.gz -C ../pugixml --strip-components=1
else
    echo "bench: the source of pugixml cannot be had (see $folder/apt/log); the static library is taken" >&2
fi
