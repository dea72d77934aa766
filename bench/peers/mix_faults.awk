# Mixes faults into an upload, several in a record: values become those of other records or odd ones, fields go, and
# records stand twice. One field a line in, the same out; the same seed gives the same bytes.
#     LC_ALL=C awk -v seed=1 -v share=0.04 -f mix_faults.awk upload.xml
BEGIN {
    srand(seed)
    odd = "0|1|2|A|M|G|B|C|D|E|00|99|AF|AC|BC|AE|CA|ICND|CV19|FORE|G000|C000|MSPT|ICC4|IC09|HVIT|0000000|1140230|"
    odd = odd "1141015200001|1141332200001|114101520000a|MISS0000000000000000|SM000000000000000000|"
    odd = odd "99999999999999999999|D0000000000000000000|D000000000000000000|HB|U071|A2001C|E5012C|81017C|R008|R001|"
    odd = odd "S004|XCOVID0001|XCOVID0002|PCRP-COVID19|CV19-S-Ab-N|ViT-COVID19|CHEX11209PIN|P7710C|P7502C|89004C|"
    odd = odd "05204C|16|FM|0.0|00010.0|5.1|1.25|.5|5.|123456.1|00000.0|12345678|123456789|1A123456789|BID|IV|PO|"
    odd = odd "12196B|A123456789|3501990015|350199G015|3501990016| |"
    odds = split(odd, odd_values, "|")
}
# Part `from` to `to` of the numbers is as likely as it is long.
function chance(part) { return rand() < part }
/^<[HMDVE][0-9][0-9]>/ {
    tag = substr($0, 2, 3)
    value = substr($0, 6, length($0) - 11)
    if (chance(share)) {
        if (chance(0.2)) next
        if (chance(0.5) && seen[tag]) value = pool[tag, int(rand() * seen[tag])]
        else value = odd_values[1 + int(rand() * odds)]
    } else if (seen[tag] < 500 && chance(0.1)) {
        pool[tag, seen[tag]++] = value
    }
    line("<" tag ">" value "</" tag ">")
    next
}
/^<REC>/ { record = "" ; inside = 1 }
{ line($0) }
/^<\/REC>/ {
    inside = 0
    printf "%s", record
    if (chance(0.02)) printf "%s", record
    if (chance(0.01)) {  # taken back, and sent again
        taken_back = record
        sub(/<H01>.<\/H01>/, "<H01>D</H01>", taken_back)
        printf "%s%s", taken_back, record
    }
}
function line(text) {
    if (inside) record = record text "\n"
    else print text
}
