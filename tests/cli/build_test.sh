#!/usr/bin/env bash
# build: records from a reader's buffer and what is known.
source "$(dirname "$0")/lib.sh"

signature=$(printf 'A%.0s' {1..256})
reader="11410130915300037""3501990015${signature}000000103501 0V7K2MA22123D3CJFBVL"
values='"M02":"000012345678","M03":"A227144031","M04":"0750312","M06":"C120048170","M07":"01","M35":"J069","M44":512,"M51":"4"'
orders='[{"D02":"1","D04":"A","D06":"AC48152100","D08":"TID","D09":"03","D10":"00009.0","D14":"PO","D15":"飯後服用"},{"D02":"9","D06":"05202B","D10":"1.0"}]'
request() { # CONSTRUCTION MORE-VALUES BUFFER
    printf '{"construction":"%s","values":{%s,"M20":"003"%s},"orders":%s,"buffers":{"seq_number_256n1":%s}}\n' "$1" "$values" "$2" "$orders" "$3"
}
build() { "$jianhe" build --received-at 1141015200000 "$@"; }
printf %s "$reader" >reader.bin
hex=$(od -An -v -tx1 reader.bin | tr -d ' \n')

# The same record from every form of a buffer; it validates clean.
request normal_visit '' '{"file":"reader.bin"}' >visit.json
expect 0 build --from visit.json -o up.xml
has out 'record 1: built (normal_visit)'
same err ''
expect 0 "$jianhe" validate up.xml --received-at 1141015200000 --fail-on notice
has out 'accepted; 1 record, 0 rejected, 2 orders'
for buffer in "{\"base64\":\"$(base64 -w0 reader.bin)\"}" "{\"hex\":\"$hex\"}" "{\"text\":\"$reader\"}"; do
    request normal_visit '' "$buffer" >other.json
    expect 0 build --from other.json -o other.xml
    cmp -s up.xml other.xml || fail "another record from $buffer"
done
has up.xml 'encoding="Big5"'
has up.xml '<M15>0V7K2MA22123D3CJFBVL</M15>'
has up.xml '<D03>002</D03>'
has_not up.xml '飯後服用'

# To standard output, with what is said on standard error; from standard input.
expect 0 build --from - --encoding utf8 <visit.json
has out '<D15>飯後服用</D15>'
has err 'record 1: built'

# What is missing, refused and remarked; nothing is written then, unless it is asked for.
{
    request normal_visit '' '{"file":"reader.bin"}'
    request backfill ',"M12":"2"' '{"file":"reader.bin"}'
    request backfill ',"M12":"4","M49":"1141008143005","M52":"0V7K2MA22123D3CJ4UGV"' '{"file":"reader.bin"}'
    request normal_visit ',"M13":"0038","M15":"0V7K2MA22123D3CJFBVM"' '{"file":"reader.bin"}'
    request normal_visit '' '{"text":"short"}'
    request normal_visit '' '{"file":"reader.bin"}'
} >all.jsonl
expect 1 build --from all.jsonl -o all.xml
has out 'record 1: built (normal_visit)'
has out 'record 2: needs_more (backfill)'
has out 'M49: 實際就醫(調劑或檢查)日期時間 is needed because M12 = 2'
has out 'record 3: refused (backfill)'
has out 'M52: D054'
has out 'from the caller'
has out 'remark: M13: 0038 of the caller stays; buffer seq_number_256n1 has 0037'
has out 'buffer seq_number_256n1 has 5 bytes, and 316 are expected'
has out 'record 6: refused (normal_visit)'
has out 'M15: C001'
has_not out A227144031
has_not out 0V7K2MA22123D3CJ4UGV
has err 'nothing was written'
[[ ! -e all.xml ]] || fail 'a file was written'
expect 1 build --from all.jsonl -o all.xml --partial --format json
expect 0 "$jianhe" validate all.xml --received-at 1141015200000
has out '2 records, 0 rejected'
expect 1 build --from all.jsonl -o all.xml --format json
(($(wc -l <out) == 6)) || fail 'not one line a record'
has out '"record":2,"construction":"backfill","status":"needs_more","needs":[{"field":"M49","row":null,'
has out '"origin":{"kind":"buffer","buffer":"seq_number_256n1"}'
has_not out A227144031
expect 1 build --from all.jsonl -o all.xml --show-ids
has out 0V7K2MA22123D3CJ4UGV

# What is kept is a request for later.
printf '{"construction":"card_forgotten","values":{"M03":"A227144031","M04":"0750312"},"buffers":{"treat_num_no_card":{"text":"%s"}}}' \
    '114100814300535019900150V7K2MA22123D3CJ4UGV' >forgotten.json
expect 0 build --from forgotten.json --kept kept.jsonl -o none.xml
has out 'kept (card_forgotten)'
has out 'M03 = A22*****31'
[[ ! -e none.xml ]] || fail 'something was uploaded'
has kept.jsonl '"construction":"backfill"'
has kept.jsonl '"M52":"0V7K2MA22123D3CJ4UGV"'
sed -i "s/}}\$/,\"M02\":\"000012345678\",\"M06\":\"C120048170\",\"M07\":\"01\",\"M51\":\"4\"},\"buffers\":{\"seq_number_256n1\":{\"file\":\"reader.bin\"}}}/" kept.jsonl
expect 0 build --from kept.jsonl -o later.xml
expect 0 "$jianhe" validate later.xml --received-at 1141015200000
has later.xml '<M12>2</M12>'

expect 0 "$jianhe" build --list
has out 'backfill  補卡'
has out 'from seq_number_256n1, 316 bytes'

# Wrong usage, and what the machine cannot do.
expect 64 build
has err '--from'
for wrong in '{' '[]' '{"values":{}}' '{"construction":"x","values":{"M03":1.5}}' '{"construction":"x","order":{}}' \
    '{"construction":"x","buffers":{"b":{"base64":"?"}}}' '{"construction":"x","buffers":{"b":"x"}}' '{"construction":"x","colour":1}' \
    '{"construction":"x","given":{"moon":1}}' '{"construction":"x","buffers":{"b":{"hex":"abc"}}}'; do
    printf %s "$wrong" >wrong.json
    expect 64 build --from wrong.json
done
printf '{"construction":"x","buffers":{"b":{"file":"missing.bin"}}}' >wrong.json
expect 3 build --from wrong.json
has err 'missing.bin'
expect 3 build --from missing.json
expect 3 build --from visit.json -o missing/up.xml
expect 3 "$jianhe" build missing --from visit.json
mkdir broken
echo rule >broken/a.rules
expect 2 "$jianhe" build broken --from visit.json
