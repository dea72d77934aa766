# For the tests of the history: a specification that remembers, uploads that meet again, and what a ledger holds; sourced.
# shellcheck shell=bash
cp -r "$specification" remembering
cat >>remembering/codes.csv <<'CODES'
R004,同一人已收載,reject_record
R005,件數已滿,reject_order
R008,查無前次,reject_record
CODES
cat >>remembering/sample.rules <<'RULES'
relation came "已收載" { P01 P02 look_up by P01 }
relation parcel "件" key (person : text, number : 1..2) {
    on        send  lose
    waiting : sent  waiting
    sent    : sent  lost
    lost    : lost  lost
}
on accepted when P02 in {A, B} { came adds }
on accepted when P02 = AA { take back came by P01 }
on accepted for each item when P02 = AB { parcel(I02, any) send }
on accepted for each item when P02 = AD { parcel(I02, 1) lose }
rule R004 at P01 needs history when P02 = A expect not any earlier came by P01 has came.P02 = A
rule R005 at I02 for each item needs history when P02 not in {AB, AD} expect parcel(I02, 2) is not sent
rule R008 at P02 needs history when P02 = AA expect any earlier came by P01
RULES
sed -i 's/^    I01  amount .*/&\n    I02  owner  "寄件人"  text 10/' remembering/sample.rules

# For what is to be killed, which must be the program itself and no shell around it.
remembering=("$jianhe" validate --spec remembering --received-at 1141015200000)
remembering() { "${remembering[@]}" "$@"; }
history_of() { # LEDGER COMMAND...
    local ledger=$1
    shift
    "$jianhe" history "$@" --spec remembering --history "$ledger"
}
row() { printf '<ROW><HD><P01>%s</P01><P02>%s</P02></HD><IT><I01>1</I01><I02>%s</I02></IT></ROW>' "$1" "$2" "$3"; }

# box/: uploads of few persons, so that they meet again; some of them cut, twice there, or empty.
make_boxes() {
    local number person
    mkdir -p box
    for number in 1 2 3 4 5 6 7 8 9; do
        LC_ALL=C awk -v seed=$number 'BEGIN {
            srand(seed)
            split("A A A B B AA AB AD AC Z", kind, " ")
            print "<FILE>"
            for (i = 0; i < 1500; ++i) {
                printf "<ROW><HD><P01>A1234%05d</P01><P02>%s</P02></HD>", rand() * 4000, kind[1 + int(rand() * 10)]
                printf "<IT><I01>%d</I01><I02>o%d</I02></IT></ROW>\n", 1 + rand() * 5, rand() * 500
            }
            print "</FILE>"
        }' >"box/upload-000$number.xml"
    done
    head -c 20000 box/upload-0002.xml >box/upload-0004-cut.xml
    cp box/upload-0001.xml box/upload-0006-again.xml
    : >box/upload-0007-nothing.xml
}

# What there is to see in a ledger, but for what differs from one making to the next.
contents() {
    history_of "$1" stats | grep -v '^bytes' || true
    history_of "$1" files
    local person
    for person in $(seq 0 97 3999); do history_of "$1" show "$(printf 'A1234%05d' "$person")" 2>&1 || true; done
    for person in $(seq 0 41 499); do history_of "$1" show "o$person" 2>&1 || true; done
}
