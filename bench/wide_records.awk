# Of a clean upload, the records with 22 fields in MB1 and four orders; each order gets a batch number, a place and a
# remark where it has none, which makes about 2,080 bytes a record: the shape that the figures of performance are of.
#     LC_ALL=C awk -f wide_records.awk clean.xml
/^<REC>/ { record = ""; fields = orders = 0; inside = 1 }
!inside { print; next }
/^<M[0-9]/ { ++fields }
/^<MB2>/ { ++orders; has_remark = 0; batch = "<D12>3501073117</D12>\n<D13>LOT2025-00" orders "-7746-A1</D13>\n" }
/^<D14>/ || /^<D15>/ || /^<\/MB2>/ { record = record batch; batch = "" }
/^<D15>/ { has_remark = 1 }
/^<\/MB2>/ && !has_remark { record = record "<D15>as told at the visit of last week, with water, not before noon; call the ward where pain comes back</D15>\n" }
{ record = record $0 "\n" }
/^<\/REC>/ {
    inside = 0
    if (fields == 22 && orders == 4) printf "%s", record
}
