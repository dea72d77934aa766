#!/usr/bin/env bash
# A ledger of what accepted records did: asked, kept, shown, undone.
source "$(dirname "$0")/lib.sh"

# The questions of the language, each with its answers.
expect 0 "$jianhe" test "$here/history"

cp -r "$specification" remembering
cat >>remembering/codes.csv <<'CODES'
R004,同一人已收載,reject_record
R005,件數已滿,reject_record
R006,已異動,reject_record
CODES
cat >>remembering/sample.rules <<'RULES'
relation came "已收載" { P01 P02 look_up by P01 }
relation changed "已異動" imported { P01 look_up by P01 }
relation parcel "件" key (person : text, number : 1..2) {
    on        send  lose
    waiting : sent  waiting
    sent    : sent  lost
    lost    : lost  lost
}
on accepted when P02 = A { came adds }
on accepted when P02 = AA { take back came by P01 }
on accepted for each item when P02 = AB { parcel(I02, any) send }
rule R004 at P01 needs history when P02 = A expect not any earlier came by P01
rule R006 at P01 needs history expect not any earlier changed by P01
rule R005 at I02 for each item needs history expect parcel(I02, 2) is not sent
RULES
sed -i 's/^    I01  amount .*/&\n    I02  owner  "寄件人"  text 10/' remembering/sample.rules
remembering() { "$jianhe" validate --spec remembering --received-at 1141015200000 "$@"; }
history() { "$jianhe" history "$@" --spec remembering --history ledger.db; }
row() { printf '<ROW><HD><P01>%s</P01><P02>%s</P02></HD><IT><I01>1</I01><I02>%s</I02></IT></ROW>' "$1" "$2" "$3"; }
person=A123456789

upload "$(row $person A x)" >first.xml
upload "$(row $person A y)" >second.xml
upload "$(row $person A x)" "$(row $person A y)" >twice.xml
upload "$(row B123456780 AB z)" >sending.xml

# Without a ledger nothing is asked, and the summary says so.
expect 0 remembering first.xml --format json
has out '{"code":"R004","needs":"history","records":1}'
# One that is not there is made by who accepts, not by who asks.
expect 3 remembering first.xml --history ledger.db
has err 'ledger.db: No such file or directory; with --accept it is made'
[[ ! -e ledger.db ]] || fail "asking has made a ledger"

expect 0 remembering first.xml --history ledger.db --accept --format json
has_not out '"needs":"history"'
expect 0 remembering first.xml --history ledger.db --accept
has err 'first.xml: already received on 2025-10-15T20:00:00, as first.xml; nothing changed'
expect 1 remembering second.xml --history ledger.db
has out 'P01:R004'
# A file of which nothing is accepted is not remembered.
expect 1 remembering second.xml --history ledger.db --accept
expect 1 remembering second.xml --history ledger.db --accept
has_not err 'already received'
# A file sees itself, and what it leaves without --accept is gone with it.
expect 1 remembering twice.xml --history other.db --accept
has out 'P01:R004'
expect 0 "$jianhe" history stats --spec remembering --history other.db
has out 'records: 1'
has out 'rows of came: 1'

# Persons are hidden in the ledger, and wherever it is shown.
if grep -qa "$person" ledger.db; then fail "the ledger holds a person's identifier"; fi
expect 0 history show $person
has out 'came 已收載'
has out 'P01 (hidden)  P02 A  | first.xml, received 2025-10-15T20:00:00, record 1'
expect 1 history show A123456780
has err 'nothing is known of it'
expect 0 history files
has out '2025-10-15T20:00:00  first.xml  1 records  xxh3:'

# Life cycles: states follow from the rows.
expect 0 remembering sending.xml --history ledger.db --accept
expect 0 history show z
has out '1 is sent'
has out '2 is sent'
upload "$(row B123456780 B z)" >after.xml
expect 1 remembering after.xml --history ledger.db
has out 'I02[1]:R005'

# What a file did can be undone.
expect 0 history forget first.xml
has err 'first.xml is forgotten, with 1 records'
expect 0 remembering second.xml --history ledger.db
expect 1 history forget first.xml
has err 'was not accepted'

# Rows that no record brings.
printf 'P01\n%s\n' $person >changed.csv
expect 0 history import changed changed.csv
has err '1 rows are imported into changed'
expect 0 history import changed changed.csv
has err 'already imported'
expect 1 remembering second.xml --history ledger.db
has out 'P01:R006'
expect 64 history import parcel changed.csv
printf 'P09\nx\n' >wrong.csv
expect 3 history import changed wrong.csv
has err 'wrong.csv:1'

# A refused file leaves nothing.
printf '<FILE>%s' "$(row C123456781 A x)" >cut.xml
expect 1 remembering cut.xml --history ledger.db --accept
expect 1 history show C123456781

# Another specification's ledger, another key, wrong usage.
expect 3 "$jianhe" validate first.xml --history ledger.db
cp ledger.db copy.db
printf 'not the key of it, but as long as a key should be' >wrong.key
expect 3 remembering first.xml --history copy.db --history-key wrong.key
expect 64 remembering first.xml --accept
expect 64 remembering first.xml --history ledger.db --trace 1
