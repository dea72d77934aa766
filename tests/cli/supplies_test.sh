#!/usr/bin/env bash
# What the operator gives beside the files: masters, providers, and which notices reject.
source "$(dirname "$0")/lib.sh"

cp -r "$specification" knowing
cat >>knowing/codes.csv <<'CODES'
R004,數量不在主檔,reject_record
R005,人員與反解不符,reject_record
R006,同一人重複上傳,reject_record
CODES
cat >>knowing/sample.rules <<'RULES'
master goods "品項" (amount : number, valid : period) sample "goods.csv"
master keepers "人員" (person : text 10)
provider identity "反解" (id : text) -> (person : text)
rule R004 at I01 for each item needs goods expect goods has I01 on date(received_at)
rule R005 at P01 needs identity, keepers expect identity(P01).person = P02 and keepers has P01
rule R006 at P01 notice, may reject record expect unique P01 in file
example good using goods accepted
example good with { item[1] { I01 = 7 } } using goods finds I01[1]:R004 only
example good after good finds P01:R006 only
RULES
printf 'amount,valid_from,valid_to\n1,1140101,\n' >knowing/goods.csv
expect 0 "$jianhe" test knowing
knowing() { "$jianhe" validate --spec knowing --received-at 1141015200000 "$@"; }

upload "$good" "$good" >twice.xml
mkdir masters
printf 'amount,valid_from,valid_to\n2,,\n' >masters/goods.csv

# Without anything the rules are not checked, and the summary says what was missing.
expect 0 knowing twice.xml --format json
has out '{"code":"R004","needs":"","missing":"goods","records":2}'
has out '{"code":"R005","needs":"","missing":"identity","records":2}'
has out '{"code":"R005","needs":"","missing":"keepers","records":2}'
has_not out '"masters"'
has out '"findings":{"P01:R006":1}'

expect 1 knowing twice.xml --master masters --format json
has out '"I01:R004":2'
has out '"masters":["goods"]'
has_not out '"missing":"goods"'
expect 1 knowing twice.xml --reject R006 --format json
has out '"disposition":"reject_record"'
has out '"raised":["R006"]'

# A folder or table that cannot be used.
expect 3 knowing twice.xml --master nowhere
has err 'nowhere'
mkdir empty
expect 3 knowing twice.xml --master empty
has err "empty has none of the specification's masters: goods.csv, keepers.csv"
mkdir broken
printf 'amount,valid_from,valid_to\n1,,\nmany,,\n' >broken/goods.csv
expect 3 knowing twice.xml --master broken
has err 'goods.csv:3: column `amount`'
has_not err 'many'
[[ ! -s out ]] || fail 'a report was begun'
expect 3 knowing twice.xml --provider identity=./no_library.so
has err 'no_library.so'

# Names that the specification does not have.
expect 64 knowing twice.xml --reject R999
has err '`R999` is no notice that can be made a rejection; these can: R006'
expect 64 knowing twice.xml --reject R003
expect 64 knowing twice.xml --provider vault=./no_library.so
has err 'the specification has no provider `vault`; it has: identity'
expect 64 knowing twice.xml --provider identity
expect 64 knowing twice.xml --provider =x
expect 64 validate twice.xml --master masters
has err 'the specification has no masters'
expect 64 validate twice.xml --reject R003
has err 'these can: none'

# Two specifications of which one knows masters.
expect 1 "$jianhe" diff "$specification" knowing --on twice.xml --master masters --received-at 1141015200000
has out 'I01:R004'
expect 3 "$jianhe" diff "$specification" knowing --on twice.xml --master broken --received-at 1141015200000
has err 'for NEW: '
expect 64 "$jianhe" diff "$specification" knowing --on twice.xml --reject R003 --received-at 1141015200000
