// The typed record keeps the texts that the specification asks for; the wrapper hands on what the library refuses.
using System;
using System.IO;
using Jianhe;

static class TypedRecord
{
    private static int failures_;

    private static void Same(object seen, object wanted, string what)
    {
        if (Equals(seen, wanted)) return;
        Console.WriteLine("{0} is {1}, not {2}", what, seen ?? "nothing", wanted ?? "nothing");
        ++failures_;
    }

    private static Status Refused(Action action)
    {
        try
        {
            action();
            return Status.Ok;
        }
        catch (JianheException refusal)
        {
            return refusal.Status;
        }
    }

    static int Main(string[] arguments)
    {
        var record = new Jianhe.NhiUpload.Record();
        record.BirthDate = new DateTime(1986, 3, 12);
        Same(record.Get("M04", 0), "0750312", "a day");
        Same(record.BirthDate, new DateTime(1986, 3, 12), "a day read again");
        record.VisitDatetime = new DateTime(2025, 10, 13, 8, 30, 12);
        Same(record.Get("M11", 0), "1141013083012", "a time");
        record.Order(2).ItemCode = "AC48152100";
        Same(record.Get("D06", 2), "AC48152100", "a text of a row");
        Same(record.Order(1).ItemCode, null, "a text of another row");
        record.BirthDate = null;
        Same(record.Get("M04", 0), null, "a day taken away");
        record.Set("M04", 0, "no day");
        Same(record.BirthDate, null, "a text that is no day");

        var bytes = File.ReadAllBytes(arguments[0]);
        using (var specification = Specification.OpenBundle(bytes, null, null, null))
        {
            Same(specification.BundleDigest.StartsWith("sha256:"), true, "the digest of the bundle");
        }
        Same(Refused(() => Specification.OpenBundle(bytes, null, "99", null)), Status.TooOld, "an old bundle");
        bytes[bytes.Length / 2] ^= 1;
        Same(Refused(() => Specification.OpenBundle(bytes, null, null, null)), Status.TamperedWith, "a changed bundle");
        using (var specification = Specification.OpenDefault())
        using (var builder = new Builder(specification))
        {
            Same(Refused(() => builder.Build("no_such", record)), Status.BadArgument, "an unknown construction");
        }
        return failures_ == 0 ? 0 : 1;
    }
}
