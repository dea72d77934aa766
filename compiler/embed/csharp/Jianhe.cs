// Jianhe for C#: load a specification, build and validate records. docs/embedding.md shows it at work.
//
//     using (var specification = Specification.OpenDefault())
//     using (var builder = new Builder(specification))
//     {
//         var visit = new Sample.Record { Person = "…" };  // generated: jianhe compile --emit csharp
//         var outcome = builder.Build("visit", visit, new Dictionary<string, byte[]> { { "visit_slip", bytes } });
//         if (outcome.Status == BuildStatus.Built) specification.WriteUpload(stream, new[] { outcome });
//     }
//
// A specification may be shared by threads; every other object belongs to one thread at a time. Faults of a record are
// findings, needs and refusals; everything else is a JianheException. Private values are masked in its texts.
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace Jianhe
{
    // As in jianhe.h.
    public enum Status
    {
        Ok = 0, BadArgument = 1, NoRoom = 2, BadText = 3, NotGiven = 4, NoMemory = 5, Unreadable = 6, Internal = 7,
        NotABundle = 20, OtherFormat = 21, Truncated = 22, TamperedWith = 23, Unsigned = 24, UnknownKey = 25,
        TooOld = 26, NotYetEffective = 27
    }
    public enum Disposition { Notice = 0, RejectOrder = 1, RejectRecord = 2, RejectFile = 3 }
    public enum Verdict { Accepted = 0, AcceptedWithNotices = 1, AcceptedInPart = 2, Rejected = 3, Refused = 4 }
    public enum BuildStatus { Built = 0, Kept = 1, NeedsMore = 2, Refused = 3 }

    public sealed class JianheException : Exception
    {
        internal JianheException(Status status, string text) : base(text) { Status = status; }
        public Status Status { get; private set; }
    }

    public sealed class Finding
    {
        internal Finding(Native.Finding of)
        {
            Field = Native.Text(of.Field);
            Code = Native.Text(of.Code);
            Message = Native.Text(of.Message);
            Row = of.Row;
            Disposition = (Disposition)of.Disposition;
        }
        public string Field { get; private set; }
        public string Code { get; private set; }
        public string Message { get; private set; }
        public uint Row { get; private set; }
        public Disposition Disposition { get; private set; }
        public override string ToString()
        {
            return Field + (Row == 0 ? "" : "[" + Row + "]") + ":" + Code + " " + Message;
        }
    }

    // What stands in the way of a record, or should be known of it.
    public sealed class Note
    {
        internal Note(IntPtr field, uint row, IntPtr code, IntPtr text)
        {
            Field = Native.Text(field);
            Row = row;
            Code = Native.Text(code) ?? "";
            Text = Native.Text(text);
        }
        public string Field { get; private set; }
        public uint Row { get; private set; }
        public string Code { get; private set; }
        public string Text { get; private set; }
        public override string ToString() { return Text; }
    }

    public sealed class BuildOutcome
    {
        public BuildStatus Status { get; internal set; }
        public IList<Note> Needs { get; internal set; }
        public IList<Note> Refusals { get; internal set; }
        public IList<Note> Remarks { get; internal set; }
        public IList<Note> Kept { get; internal set; }          // values for a later construction, not masked
        public IList<Finding> Findings { get; internal set; }   // of the built record: notices
        internal byte[] Xml;
        public byte[] RecordXml { get { return Xml; } }         // one record, in the encoding of the specification
    }

    public sealed class RecordResult
    {
        internal RecordResult(Verdict verdict, IList<Finding> findings) { Verdict = verdict; Findings = findings; }
        public Verdict Verdict { get; private set; }
        public IList<Finding> Findings { get; private set; }
    }

    public sealed class UploadResult
    {
        public Verdict Verdict { get; internal set; }
        public IList<Finding> Findings { get; internal set; }      // of the upload itself
        public IList<RecordResult> Records { get; internal set; }  // that could be read
    }

    public sealed class Specification : IDisposable
    {
        internal IntPtr Handle;

        private Specification(IntPtr handle) { Handle = handle; }

        public static string LibraryVersion { get { return Native.Text(Native.jianhe_version()); } }

        // The one that is part of the library.
        public static Specification OpenDefault()
        {
            var error = new Native.Error();
            IntPtr handle;
            Native.Check(Native.jianhe_open_default(out handle, ref error), ref error);
            return new Specification(handle);
        }

        // A bundle. `trustedKeys`: public keys as PEM texts; none: no signature is asked for. `atLeast` and `on` may be
        // null: any version, today.
        public static Specification OpenBundle(byte[] bytes, IList<string> trustedKeys, string atLeast, string on)
        {
            using (var memory = new Memory())
            {
                var demands = new Native.Demands { Size = Native.SizeOf<Native.Demands>() };
                demands.TrustedKeys = memory.Texts(trustedKeys);
                demands.TrustedKeyCount = new UIntPtr(trustedKeys == null ? 0u : (uint)trustedKeys.Count);
                demands.AtLeast = memory.Text(atLeast);
                demands.On = memory.Text(on);
                var error = new Native.Error();
                IntPtr handle;
                Native.Check(Native.jianhe_open_bundle(bytes, new UIntPtr((uint)bytes.Length), ref demands, out handle,
                                                       ref error), ref error);
                return new Specification(handle);
            }
        }

        public string Name { get { return Native.Text(Facts.Name); } }
        public string Version { get { return Native.Text(Facts.Version); } }
        public string Digest { get { return Native.Text(Facts.Digest); } }
        public string BundleDigest { get { return Native.Text(Facts.Bundle); } }
        internal int WireEncoding { get { return Facts.WireEncoding; } }

        private Native.SpecificationFacts Facts
        {
            get
            {
                var facts = new Native.SpecificationFacts { Size = Native.SizeOf<Native.SpecificationFacts>() };
                var error = new Native.Error();
                Native.Check(Native.jianhe_describe_specification(Handle, ref facts, ref error), ref error);
                return facts;
            }
        }

        // An upload of records that were built, in the specification's encoding.
        public void WriteUpload(Stream stream, IEnumerable<BuildOutcome> built)
        {
            Put(stream, Native.Written((byte[] text, UIntPtr capacity, out UIntPtr size, ref Native.Error error) =>
                Native.jianhe_xml_begin(Handle, WireEncoding, text, capacity, out size, ref error)));
            foreach (var outcome in built) Put(stream, outcome.RecordXml);
            Put(stream, Native.Written((byte[] text, UIntPtr capacity, out UIntPtr size, ref Native.Error error) =>
                Native.jianhe_xml_end(Handle, WireEncoding, text, capacity, out size, ref error)));
        }

        private static void Put(Stream stream, byte[] bytes) { stream.Write(bytes, 0, bytes.Length); }

        public void Dispose()
        {
            Native.jianhe_specification_close(Handle);
            Handle = IntPtr.Zero;
        }
    }
}
