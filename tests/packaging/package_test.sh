#!/usr/bin/env bash
# package_test.sh BUILD CMAKE: the .deb packages hold what docs/embedding.md says, are laid out as Debian asks, and work from
# wherever they are unpacked: the program, C with pkg-config, C and C++ with the CMake package.
source "$(dirname "$0")/lib.sh"
build=$1 cmake=$2
for tool in dpkg-deb dpkg-shlibdeps; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done
cd "$work"

"$(dirname "$cmake")/cpack" -G DEB --config "$build/CPackConfig.cmake" -B "$work/packages" >log 2>&1 || fail "$(tail -n 20 log)"
runtime=$(echo packages/libjianhe0_*.deb)
development=$(echo packages/libjianhe-dev_*.deb)
tool=$(echo packages/jianhe_*.deb)
[[ $(find packages -maxdepth 1 -name '*.deb' | wc -l) == 3 ]] || fail "not three packages: $(ls packages)"

# What is in which.
for package in "$runtime" "$development" "$tool"; do
    dpkg-deb -c "$package" | awk '{ sub(/^\./, "", $6); print $1, $2, $6 }' >"$(basename "${package%%_*}").list"
done
holds() { grep -qE " $2\$" "$1.list" || fail "$1 has no $2: $(cat "$1.list")"; }
lacks() { ! grep -E " $2" "$1.list" || fail "$1 has $2"; }
holds libjianhe0 '/usr/lib/libjianhe\.so\.0\.[0-9.]+'
holds libjianhe0 '/usr/lib/libjianhe\.so\.0'
lacks libjianhe0 '/usr/(include|bin)/'
lacks libjianhe0 '/usr/lib/libjianhe\.so$'
holds libjianhe-dev '/usr/include/jianhe\.h'
holds libjianhe-dev '/usr/include/jianhe/record\.h'
holds libjianhe-dev '/usr/lib/libjianhe\.so'
holds libjianhe-dev '/usr/lib/libjianhe\.a'
holds libjianhe-dev '/usr/lib/libjianhe_validate\.a'
holds libjianhe-dev '/usr/lib/pkgconfig/jianhe\.pc'
holds libjianhe-dev '/usr/lib/cmake/Jianhe/JianheConfig\.cmake'
holds libjianhe-dev '/usr/lib/cmake/Jianhe/JianheAddValidator\.cmake'
holds libjianhe-dev '/usr/share/jianhe/csharp/Jianhe\.cs'
holds libjianhe-dev '/usr/share/doc/libjianhe-dev/examples/clinic/morning\.c'
holds jianhe '/usr/bin/jianhe'
lacks jianhe '/usr/include/'
# What the program opens by itself, where the build has it.
for plugin in jit postgres; do
    [[ ! -e $build/lib/jianhe/libjianhe_$plugin.so ]] || holds jianhe "/usr/lib/jianhe/libjianhe_$plugin\\.so"
done
for name in libjianhe0 libjianhe-dev jianhe; do
    holds "$name" "/usr/share/doc/$name/copyright"
    # Everything belongs to root, nothing can be written by others.
    ! grep -vE '^[-dl][-rwx]{9} root/root ' "$name.list" || fail "$name: owner or mode"
    ! grep -E '^[-d].{7}w' "$name.list" || fail "$name: can be written by others"
done

# Who needs whom.
field() { dpkg-deb -f "$1" "$2"; }
[[ $(field "$runtime" Package) == libjianhe0 && $(field "$runtime" Section) == libs ]] || fail 'libjianhe0: control'
field "$runtime" Depends >depends
has depends 'libc6'
has depends 'libssl3'
for foreign in antlr llvm fmt; do ! grep -i "$foreign" depends || fail "libjianhe0 depends on $foreign"; done
[[ $(field "$development" Depends) == "libjianhe0 (= $(field "$runtime" Version))"* ]] || fail 'libjianhe-dev: depends'
field "$tool" Depends >depends
has depends 'libssl3'  # opened when it is needed, so that nobody sees it in the program
for inside in fmt pugixml; do ! grep "lib$inside" depends || fail "jianhe depends on $inside, which is inside"; done
dpkg-deb -e "$runtime" control
has control/shlibs 'libjianhe 0 libjianhe0'
has control/triggers 'ldconfig'

# Unpacked anywhere, it works.
prefix=$work/unpacked/usr
for package in "$runtime" "$development" "$tool"; do dpkg-deb -x "$package" unpacked; done
export LD_LIBRARY_PATH=$prefix/lib
jianhe=$prefix/bin/jianhe
"$jianhe" generate --count 3 --received-at 1141013200000 >upload.xml
"$jianhe" validate upload.xml --received-at 1141013200000 >report || fail "$(cat report)"
if command -v pkg-config >/dev/null; then
    export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
    program_in "$root/docs/c-interface.md" c >visit.c
    read -ra flags < <(pkg-config --cflags --libs jianhe)
    cc -std=c99 visit.c "${flags[@]}" -o visit
    ./visit visit.xml >said || fail "$(cat said)"
    check_upload "$jianhe" visit.xml 1
fi

# A plug-in is found beside the program: what fails is the server, which is nowhere.
if [[ -e $build/lib/jianhe/libjianhe_postgres.so ]]; then
    "$jianhe" history stats --history postgresql://127.0.0.1:1/none 2>said && fail 'a server that is nowhere'
    has said 'cannot reach the ledger'
fi

# A project of somebody else's.
configure_and_build() {
    "$cmake" -S "$1" -B "$2" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Release "${@:3}" >"$2.log" 2>&1 &&
        "$cmake" --build "$2" >>"$2.log" 2>&1 || fail "$(tail -n 40 "$2.log")"
}
configure_and_build unpacked/usr/share/doc/libjianhe-dev/examples/clinic clinic
clinic/morning clinic.xml >said || fail "$(cat said)"
check_upload "$jianhe" clinic.xml 6
configure_and_build "$root/tests/packaging/outside" outside
outside/outside >said || fail "$(cat said)"
has said 'libjianhe by both ways'

# C++ from the specification: the project of docs/embedding.md, and again when its specification has changed.
mkdir counter
program_in "$root/docs/embedding.md" cmake >counter/CMakeLists.txt
program_in "$root/docs/embedding.md" cpp >counter/counter.cpp
"$jianhe" compile --emit bundle -o counter/nhi.bundle 2>said
configure_and_build counter counter_build
counter_build/counter counter.xml >said || fail "$(cat said)"
has said 'M15:AA'
check_upload "$jianhe" counter.xml 1
# The morning at a clinic in C++; without optimization, because only the time to compile matters here.
configure_and_build unpacked/usr/share/doc/libjianhe-dev/examples/clinic_cpp clinic_cpp \
    -DRULES="$work/counter/nhi.bundle" -DCMAKE_BUILD_TYPE=Debug
clinic_cpp/morning clinic_cpp.xml >said || fail "$(cat said)"
check_upload "$jianhe" clinic_cpp.xml 6
before=$(stat -c %Y counter_build/nhi/nhi_upload_codes.h)
"$jianhe" compile --emit bundle --effective 2020-01-01 -o counter/nhi.bundle 2>said
"$cmake" --build counter_build >log || fail "$(tail log)"
has log 'Configuring done'
[[ $(stat -c %Y counter_build/nhi/nhi_upload_codes.h) == "$before" ]] || fail 'a generated file that did not change was written again'
