#!/usr/bin/env bash
# A ledger on a PostgreSQL server, which is started here and shared by several gateways. Ends with 77 where there is no
# server to start.
source "$(dirname "$0")/lib.sh"
source "$here/history_lib.sh"

skip() {
    echo "skipped: $*"
    exit 77
}
programs=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
[[ -n $programs ]] || skip "PostgreSQL's server is not installed"
programs=$(dirname "$programs")
"$jianhe" history stats --spec remembering --history postgresql:///none 2>&1 | grep -q 'built without' &&
    skip 'this program was built without libpqxx'

# The program opens what PostgreSQL needs when it is given a server, and no other run misses it.
JIANHE_PLUGIN_DIR=/nowhere expect 3 "$jianhe" history stats --spec remembering --history postgresql:///none
has err '/nowhere/libjianhe_postgres.so'
upload "$(row A123400001 A x)" >kept.xml
JIANHE_PLUGIN_DIR=/nowhere expect 0 remembering kept.xml --history kept.db --accept
libraries=$(ldd "$jianhe") && { ! grep -q 'libpq' <<<"$libraries" || fail 'every start loads libpq'; }

server=$work/server
as_user=()
if ((EUID == 0)); then
    # The server refuses to run as root.
    id postgres >/dev/null 2>&1 || skip 'there is no user `postgres` for a server, and it does not run as root'
    chmod 711 "$work"
    as_user=(setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups --)
fi
mkdir "$server"
((EUID != 0)) || chown postgres "$server"
in_server() { (cd "$server" && "${as_user[@]}" "$programs/$1" "${@:2}"); }
stop_server() { in_server pg_ctl -D "$server/data" -m immediate -w stop >/dev/null 2>&1; }
start_server() {
    in_server pg_ctl -D "$server/data" -l "$server/log" -w -t 60 \
        -o "-k $server -c listen_addresses='' -c fsync=off" start >/dev/null 2>&1
}
in_server initdb -D "$server/data" -A trust -U jianhe -N -E UTF8 --locale=C >/dev/null 2>&1 || skip 'initdb failed'
start_server || skip 'the server does not start'
trap 'stop_server; finish' EXIT
url="postgresql:///postgres?user=jianhe&host=$server"
history() { "$jianhe" history "$@" --spec remembering --history "$url" --history-key gateway.key; }
gateway() { remembering "$@" --history "$url" --history-key gateway.key; }

# A server has no place beside it for the secret.
expect 3 remembering box --history "$url" --accept
has err 'needs a key file'

upload "$(row A123400001 A x)" >first.xml
expect 0 gateway first.xml --accept
expect 0 gateway first.xml --accept
has out 'first.xml: already received on 2025-10-15T20:00:00, as first.xml; not judged again'
upload "$(row A123400001 A y)" >second.xml
expect 1 gateway second.xml
has out 'P01:R004'
expect 0 history show A123400001
has out 'first.xml, received 2025-10-15T20:00:00, record 1'
if in_server pg_dump -h "$server" -U jianhe postgres | grep -q A123400001; then fail 'a person can be read on the server'; fi

# Everything is as with a SQLite file: report, ledger, and a run that goes on.
expect 0 history forget first.xml
make_boxes
expect 1 remembering box --format json --out whole --history whole.db --accept
contents whole.db >whole.contents
expect 1 gateway box --format json --out served --accept
diff -r whole served >differences || fail "another report: $(head -c 500 differences)"
history_of() { history "${@:2}"; }
contents served >served.contents
diff whole.contents served.contents >differences || fail "another ledger: $(head -c 500 differences)"

# The shipped specification: a prescription is issued, and two pharmacies race for its second refill. One of them gets
# it, whoever it is; what the loser is told names the reason.
in_server createdb -h "$server" -U jianhe race
race="postgresql:///race?user=jianhe&host=$server"
at() { "$jianhe" validate --received-at "$1" --history "$race" --history-key race.key --format json "${@:2}"; }
shipped=$here/../../specs/nhi-upload-2.0
make() { # RECORD FIELD=VALUE...: a declared record of the specification as an upload, RECORD.xml, at its own time
    local field
    rm -rf one
    cp -r "$shipped" one
    sed -i -E "s/weight [0-9]+/weight 0/; s/^(record $1 .*)weight 0/\\1weight 1/" one/90-records.rules
    perl -0pi -e 's/^generate \{.*?^\}/generate { received_at 1141015200000 }/ms' one/90-records.rules
    expect 0 "$jianhe" generate --spec one --count 1 --invalid 0
    mv out "$1.xml"
    for field in "${@:2}"; do LC_ALL=C sed -i "s|<${field%%=*}>[^<]*|<${field%%=*}>${field#*=}|" "$1.xml"; done
}
issued=(M11=1140915100812 M15=0V7K2MB12915W3CGMVVN)
refilled=(M16=0V7K2MB12915W3CGMVVN M19=1140915100812)
make prescribed_in_house "${issued[@]}" D01=1140915100812
make pharmacy_dispensing M11=1141013163020 M15=1K3W7DB12915W3CJG0EY D01=1141013163020 "${refilled[@]}"
make second_pharmacy M11=1141013101500 M15=0V9Q4CB12915W3CJFEYL D01=1141013101500 "${refilled[@]}"
make void_prescribed "${issued[@]}"
expect 0 at 1141014180000 prescribed_in_house.xml --accept
at 1141014180000 pharmacy_dispensing.xml --accept >one.out 2>one.err &
one=$!
at 1141014180000 second_pharmacy.xml --accept >two.out 2>two.err &
two=$!
wait $one
first=$?
wait $two
second=$?
((first + second == 1)) || fail "status $first and $second of two that dispense one refill: $(cat one.err two.err)"
grep -q '"code":"D025"' one.out two.out || fail "nobody is told D025: $(head -c 600 one.out two.out)"
# A void comes too late for the refill that was handed out, and takes the other.
at 1141014190000 void_prescribed.xml --accept >void.out 2>&1
"$jianhe" history show 0V7K2MB12915W3CGMVVN --history "$race" --history-key race.key >shown
grep -q 'C, 2 is dispensed' shown || fail "the refill is not dispensed: $(cat shown)"
grep -q 'C, 3 is voided' shown || fail "the rest is not voided: $(cat shown)"

# Gone in the middle: said, nothing kept, and the next run goes on.
stop_server
expect 3 gateway second.xml --accept
has err 'cannot reach the ledger'
has_not err 'password'
start_server || fail 'the server does not start again'
expect 1 gateway second.xml
