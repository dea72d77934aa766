# Gives records of an upload `rows` orders each, all alike but for their number; the first `wrong` of them are
# at another time than the visit, which is a finding each.
#     LC_ALL=C awk -v records=100 -v rows=250 -v wrong=0 -f grow_rows.awk clean.xml
/^<REC>/ { record = ""; orders = 0; in_order = 0; inside = 1 }
!inside { print; next }
/^<MB2>/ { ++orders; in_order = 1 }
!in_order { record = record $0 "\n" }
/^<\/MB2>/ { in_order = 0 }
/^<M11>/ { visit = $0; gsub(/M11/, "D01", visit) }
/^<\/MB1>/ { record = record "ORDERS\n" }
/^<\/REC>/ {
    inside = 0
    # Of a record without drugs, so that no rule counts them.
    if (orders > 0 && record ~ /<M23>2</ && seen < records) {
        ++seen
        split(record, part, "ORDERS\n")
        printf "%s", part[1]
        for (row = 1; row <= rows; ++row) {
            printf "<MB2>\n"
            print row <= wrong ? "<D01>1140930113211</D01>" : visit
            printf "<D02>2</D02>\n<D03>%03d</D03>\n<D05>0</D05>\n<D06>08011C</D06>\n<D10>00001.0</D10>\n</MB2>\n", row
        }
        printf "%s", part[2]
    }
}
