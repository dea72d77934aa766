using System;
using System.Collections.Generic;
using System.Globalization;

namespace Jianhe
{
    public struct FieldValue
    {
        public string Field;
        public uint Row;
        public string Text;
    }

    // What a caller knows of one record, by tag and row. The typed records that `jianhe compile --emit csharp` writes
    // derive from it.
    public class RecordValues
    {
        private readonly SortedDictionary<string, SortedDictionary<uint, string>> values_ =
            new SortedDictionary<string, SortedDictionary<uint, string>>(StringComparer.Ordinal);

        // Row 0 for a field that does not repeat. Null and empty: not given.
        public void Set(string field, uint row, string text)
        {
            SortedDictionary<uint, string> rows;
            if (!values_.TryGetValue(field, out rows)) values_[field] = rows = new SortedDictionary<uint, string>();
            if (string.IsNullOrEmpty(text)) rows.Remove(row);
            else rows[row] = text;
        }

        public string Get(string field, uint row)
        {
            SortedDictionary<uint, string> rows;
            string text;
            return values_.TryGetValue(field, out rows) && rows.TryGetValue(row, out text) ? text : null;
        }

        public IEnumerable<FieldValue> All
        {
            get
            {
                foreach (var field in values_)
                    foreach (var row in field.Value)
                        yield return new FieldValue { Field = field.Key, Row = row.Key, Text = row.Value };
            }
        }

        // Texts of typed values. Dates are written in ROC years: yyyMMdd and yyyMMddHHmmss.
        protected internal static string OfDate(DateTime? day)
        {
            return day == null ? null : Year(day.Value) + day.Value.ToString("MMdd", CultureInfo.InvariantCulture);
        }
        protected internal static string OfDateTime(DateTime? at)
        {
            return at == null ? null : Year(at.Value) + at.Value.ToString("MMddHHmmss", CultureInfo.InvariantCulture);
        }
        protected internal static string OfNumber(long? number)
        {
            return number == null ? null : number.Value.ToString(CultureInfo.InvariantCulture);
        }

        // Null for a text that is no such value.
        protected internal static DateTime? ToDate(string text) { return ToDateTime(text == null ? null : text + "000000"); }
        protected internal static DateTime? ToDateTime(string text)
        {
            int year;
            DateTime at;
            if (text == null || text.Length != 13 || !int.TryParse(text.Substring(0, 3), out year)) return null;
            var common = (year + 1911).ToString("0000", CultureInfo.InvariantCulture) + text.Substring(3);
            return DateTime.TryParseExact(common, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None,
                                          out at) ? at : (DateTime?)null;
        }
        protected internal static long? ToNumber(string text)
        {
            long number;
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                ? number : (long?)null;
        }

        private static string Year(DateTime at) { return (at.Year - 1911).ToString("000", CultureInfo.InvariantCulture); }
    }
}
