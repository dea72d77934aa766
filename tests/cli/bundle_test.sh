#!/usr/bin/env bash
# A bundle on its way: packed, signed, taken by the commands, and refused in words that say why.
source "$(dirname "$0")/lib.sh"

# Keys for this test alone, of 32 bytes 01 and 02.
cat >private.pem <<'KEY'
-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB
-----END PRIVATE KEY-----
KEY
cat >public.pem <<'KEY'
-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=
-----END PUBLIC KEY-----
KEY
cat >other.pem <<'KEY'
-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAgTl3Dqh9F19Wo1Rmw0x+zMuNipG07jeiXfYPW4/Js5Q=
-----END PUBLIC KEY-----
KEY
upload "$good" "$noticed" >good.xml

expect 0 "$jianhe" compile "$specification" --emit bundle -o sample.bundle --effective 2025-10-01
cp sample.bundle unsigned.bundle
expect 0 "$jianhe" sign sample.bundle --key private.pem
has err 'is signed by ed25519:'
expect 0 "$jianhe" verify sample.bundle --key other.pem --key public.pem --at-least 0.1 --on 1141001
has out 'effective from 2025-10-01'
digest=$(sed -n 's/^bundle *//p' out)
[[ $digest == sha256:* ]] || fail "no digest: $digest"

# The same bytes from the same specification, and from the bundle itself.
expect 0 "$jianhe" compile "$specification" --emit bundle -o again/second.bundle --effective 1141001
cmp -s unsigned.bundle again/second.bundle || fail 'packed twice, the bytes differ'
expect 0 "$jianhe" compile sample.bundle --emit bundle -o third.bundle --effective 1141001
cmp -s unsigned.bundle third.bundle || fail 'packed from a bundle, the bytes differ'

# Every command takes it; the report is the folder's but for the bundle's digest.
validate --format json good.xml >from_folder
expect 0 "$jianhe" validate --spec sample.bundle --trusted-key public.pem --received-at 1141015200000 --format json good.xml
has out "\"bundle\":\"$digest\""
has_not from_folder '"bundle"'
sed "s/,\"bundle\":\"$digest\"//" out >without
cmp -s without from_folder || fail 'a bundle judges otherwise than its folder'
expect 0 "$jianhe" validate --spec sample.bundle --received-at 1141015200000 good.xml
has out "bundle $digest"
expect 0 "$jianhe" check sample.bundle --trusted-key public.pem
expect 0 "$jianhe" test sample.bundle
has out ' 0 failed'
expect 0 "$jianhe" explain P02 --spec sample.bundle
expect 0 "$jianhe" doc sample.bundle -o site
expect 0 "$jianhe" generate sample.bundle --count 2
expect 0 "$jianhe" diff "$specification" sample.bundle

# refused FILE TEXT OPTION…: status 2 and these words, from verify and from validate alike.
refused() {
    local file=$1 text=$2
    shift 2
    expect 2 "$jianhe" validate --spec "$file" --trusted-key public.pem --received-at 1141015200000 good.xml "${@/--at-least/--spec-at-least}"
    has err "$file: $text"
    expect 2 "$jianhe" verify "$file" --key public.pem --on 1141015 "$@"
    has err "$file: $text"
}
refused unsigned.bundle 'the bundle is not signed'
refused sample.bundle 'the bundle is too old: it has version ' --at-least 99
head -c 1000 sample.bundle >cut.bundle
refused cut.bundle 'the bundle is truncated'
size=$(stat -c %s sample.bundle)
{ head -c $((size / 2)) sample.bundle; printf 'x'; tail -c +$((size / 2 + 2)) sample.bundle; } >tampered.bundle
refused tampered.bundle 'the bundle was tampered with or damaged'
{ head -c 8 sample.bundle; printf '\x63'; tail -c +10 sample.bundle; } >format.bundle
refused format.bundle 'the bundle has format 99, this program reads 1'
printf 'hello' >hello.bundle
refused hello.bundle 'this is no bundle'
expect 2 "$jianhe" verify sample.bundle --key other.pem
has err 'the bundle is signed by an unknown key, ed25519:'
expect 2 "$jianhe" verify sample.bundle --key public.pem --on 2025-09-30
has err 'not yet effective: it may be used from 2025-10-01, and this is for 2025-09-30'
expect 2 "$jianhe" validate --spec sample.bundle --received-at 1140930235959 good.xml
has err 'not yet effective'
# Without a key nobody looks at the signature, and what is not used to judge need not be effective.
expect 0 "$jianhe" validate --spec unsigned.bundle --received-at 1141015200000 good.xml
expect 0 "$jianhe" compile "$specification" --emit bundle -o later.bundle --effective 2999-01-01
expect 0 "$jianhe" check later.bundle

expect 2 "$jianhe" sign cut.bundle --key private.pem
has err 'truncated'
expect 3 "$jianhe" sign missing.bundle --key private.pem
expect 3 "$jianhe" sign sample.bundle --key missing.pem
expect 3 "$jianhe" verify sample.bundle --key missing.pem
expect 64 "$jianhe" sign sample.bundle --key public.pem
has err 'not an Ed25519 private key in PEM form: a public key'
expect 64 "$jianhe" verify sample.bundle --key private.pem
expect 64 "$jianhe" verify sample.bundle
expect 64 "$jianhe" verify sample.bundle --key public.pem --on noon
expect 64 "$jianhe" compile "$specification" --emit bundle -o .
expect 64 "$jianhe" compile "$specification" --emit bundle -o x --effective noon
expect 64 "$jianhe" compile "$specification" --emit ir -o x --effective 2025-01-01
expect 64 "$jianhe" validate --spec "$specification" --trusted-key public.pem good.xml
expect 64 "$jianhe" validate --spec-at-least 2 good.xml
