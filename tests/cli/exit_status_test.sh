#!/usr/bin/env bash
# What the program tells the shell, and that it never says "accepted" of what it did not read to its end.
source "$(dirname "$0")/lib.sh"

upload "$good" >good.xml
upload "$good" "$rejected" >rejected.xml
upload "$order_rejected" >part.xml
upload "$noticed" >noticed.xml
upload "$good" "$good" | head -c 180 >cut.xml
upload '<STRANGE/>' >stranger.xml
cp -r "$specification" broken
echo 'rule R001 at P99 expect P02 = A' >>broken/sample.rules

expect 0 validate good.xml
has out 'good.xml: accepted; 1 record, 0 rejected, 1 order'
expect 1 validate rejected.xml
expect 1 validate part.xml
has out 'I01[2]:R002  reject order  數量需大於零'
expect 0 validate noticed.xml
expect 1 validate noticed.xml --fail-on notice
expect 0 validate good.xml --fail-on notice
expect 1 validate cut.xml
has out 'cut.xml: refused; 1 record'
expect 1 validate stranger.xml
has err 'stranger.xml:3: '

# The specification is wrong; the diagnostic names file and line as the caller knows them.
expect 2 "$jianhe" validate --spec broken good.xml
has err "broken/sample.rules:"
has err 'P99'
expect 2 "$jianhe" check broken
expect 0 "$jianhe" check "$specification"
mkdir no_rules
expect 2 "$jianhe" check no_rules
has err 'no_rules holds no .rules file'

# The machine failed; the other files are judged all the same.
expect 3 validate missing.xml good.xml
has err 'cannot read missing.xml: No such file or directory'
has out 'missing.xml: refused, could not be read'
has out 'good.xml: accepted'
expect 3 validate missing.xml rejected.xml
expect 3 "$jianhe" check missing_folder
if ((EUID != 0)); then
    mkdir locked
    chmod 000 locked
    expect 3 validate locked good.xml
    chmod 700 locked
fi

# Wrong usage goes before everything else.
for arguments in '' 'strange' 'validate' 'validate --engine abacus good.xml' 'validate --format xml good.xml' \
    'validate --received-at noon good.xml' 'validate --given x good.xml' 'validate --given x=1 good.xml' \
    'validate --max-findings 0 good.xml' 'validate --max-findings -1 good.xml' 'validate --trace 0 good.xml' \
    'validate --trace 1 good.xml rejected.xml' 'validate --trace 2 good.xml' 'validate --trace 1 --format json good.xml' \
    'validate --trace 1 --out x good.xml' 'validate --fail-on never good.xml' 'validate - -' \
    'validate --format slip good.xml rejected.xml' 'validate --format slip --max-findings 1 good.xml' \
    'validate --format slip --all-records good.xml' 'validate --format slip --out x good.xml ./good.xml' \
    'explain no_such_name' 'generate --invalid 2' 'generate --files 2' 'test --what'; do
    # shellcheck disable=SC2086
    set -- $arguments
    command=${1:-}
    [[ $command == '' ]] || shift
    if [[ $command == validate ]]; then
        expect 64 "$jianhe" validate --spec "$specification" "$@"
    else
        expect 64 "$jianhe" ${command:+"$command"} "$@"
    fi
    [[ -s err ]] || fail "nothing is said about: $arguments"
done
expect 64 "$jianhe" validate --spec "$specification" --format xml missing.xml
has err 'this specification has: text, json, slip'

expect 0 "$jianhe" --version
expect 0 "$jianhe" --help
for command in validate check test fmt explain generate; do
    expect 0 "$jianhe" $command --help
    has out 'Example'
done
