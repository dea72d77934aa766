// The functions of libjianhe as C# sees them; jianhe.h says what each does. Everything else uses Jianhe.cs.
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Jianhe
{
    internal static class Native
    {
        // The library's own name and not a link to it, which only development packages have.
        private const string Library = "libjianhe.so.0";

        internal const int Ok = 0;
        internal const int NoRoom = 2;
        internal const int Utf8 = 0;

        [StructLayout(LayoutKind.Sequential)]
        internal struct Error
        {
            internal int Status;
            [MarshalAs(UnmanagedType.ByValArray, SizeConst = 508)]
            internal byte[] Text;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Demands
        {
            internal UIntPtr Size;
            internal IntPtr TrustedKeys;
            internal UIntPtr TrustedKeyCount;
            internal IntPtr AtLeast;
            internal IntPtr On;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Supplies
        {
            internal UIntPtr Size;
            internal IntPtr ReceivedAt;
            internal IntPtr Givens;
            internal UIntPtr GivenCount;
            internal IntPtr MasterFolder;
            internal IntPtr RaisedCodes;
            internal UIntPtr RaisedCodeCount;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct SpecificationFacts
        {
            internal UIntPtr Size;
            internal IntPtr Name;
            internal IntPtr Label;
            internal IntPtr Version;
            internal IntPtr Digest;
            internal IntPtr Bundle;
            internal int WireEncoding;
            internal uint FieldCount;
            internal uint ConstructionCount;
            internal uint BufferCount;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Finding
        {
            internal UIntPtr Size;
            internal IntPtr Field;
            internal IntPtr Code;
            internal IntPtr Message;
            internal uint Row;
            internal int Disposition;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct UploadFacts
        {
            internal UIntPtr Size;
            internal int Verdict;
            internal uint FindingCount;
            internal ulong Records;
            internal ulong Accepted;
            internal ulong AcceptedWithNotices;
            internal ulong AcceptedInPart;
            internal ulong Rejected;
            internal ulong Orders;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct OutcomeFacts
        {
            internal UIntPtr Size;
            internal int Outcome;
            internal uint NeedCount;
            internal uint RefusalCount;
            internal uint RemarkCount;
            internal uint KeptCount;
            internal uint FindingCount;
            internal IntPtr KeptFor;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Need
        {
            internal UIntPtr Size;
            internal IntPtr Field;
            internal IntPtr Label;
            internal IntPtr Reason;
            internal IntPtr Code;
            internal IntPtr Text;
            internal uint Row;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Refusal
        {
            internal UIntPtr Size;
            internal IntPtr Field;
            internal IntPtr Code;
            internal IntPtr Message;
            internal IntPtr Text;
            internal IntPtr File;
            internal uint Line;
            internal uint Row;
        }

        // Of remarks and of kept values.
        [StructLayout(LayoutKind.Sequential)]
        internal struct FieldText
        {
            internal UIntPtr Size;
            internal IntPtr Field;
            internal IntPtr Text;
            internal uint Row;
        }

        internal static UIntPtr SizeOf<T>() { return new UIntPtr((uint)Marshal.SizeOf(typeof(T))); }

        internal static byte[] Bytes(string text) { return text == null ? null : Encoding.UTF8.GetBytes(text + "\0"); }

        internal static string Text(IntPtr utf8)
        {
            if (utf8 == IntPtr.Zero) return null;
            int size = 0;
            while (Marshal.ReadByte(utf8, size) != 0) ++size;
            var bytes = new byte[size];
            Marshal.Copy(utf8, bytes, 0, size);
            return Encoding.UTF8.GetString(bytes);
        }

        internal static void Check(int status, ref Error error)
        {
            if (status == Ok) return;
            int size = Array.IndexOf(error.Text, (byte)0);
            throw new JianheException((Status)status, Encoding.UTF8.GetString(error.Text, 0, size < 0 ? 0 : size));
        }

        // What a function writes once it is told how much room there is.
        internal delegate int Write(byte[] text, UIntPtr capacity, out UIntPtr size, ref Error error);

        internal static byte[] Written(Write write)
        {
            var error = new Error();
            UIntPtr size;
            int status = write(null, UIntPtr.Zero, out size, ref error);
            if (status == Ok) return new byte[0];
            if (status != NoRoom) Check(status, ref error);
            var bytes = new byte[(int)size.ToUInt32()];
            Check(write(bytes, size, out size, ref error), ref error);
            return bytes;
        }

        [DllImport(Library)]
        internal static extern IntPtr jianhe_version();
        [DllImport(Library)]
        internal static extern int jianhe_open_default(out IntPtr specification, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_open_bundle(byte[] bytes, UIntPtr count, ref Demands demands,
                                                      out IntPtr specification, ref Error error);
        [DllImport(Library)]
        internal static extern void jianhe_specification_close(IntPtr specification);
        [DllImport(Library)]
        internal static extern int jianhe_describe_specification(IntPtr specification, ref SpecificationFacts facts,
                                                                 ref Error error);

        [DllImport(Library)]
        internal static extern int jianhe_xml_begin(IntPtr specification, int encoding, byte[] text, UIntPtr capacity,
                                                    out UIntPtr size, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_xml_record(IntPtr record, int encoding, byte[] text, UIntPtr capacity,
                                                     out UIntPtr size, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_xml_end(IntPtr specification, int encoding, byte[] text, UIntPtr capacity,
                                                  out UIntPtr size, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_record_get(IntPtr record, byte[] field, uint row, int encoding, byte[] text,
                                                     UIntPtr capacity, out UIntPtr size, out int isPresent,
                                                     ref Error error);

        [DllImport(Library)]
        internal static extern int jianhe_validator_open(IntPtr specification, ref Supplies supplies,
                                                         out IntPtr validator, ref Error error);
        [DllImport(Library)]
        internal static extern void jianhe_validator_close(IntPtr validator);
        [DllImport(Library)]
        internal static extern uint jianhe_finding_count(IntPtr validator);
        [DllImport(Library)]
        internal static extern int jianhe_get_finding(IntPtr validator, uint index, ref Finding finding,
                                                      ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_upload_open(IntPtr validator, IntPtr bytes, UIntPtr count, out IntPtr upload,
                                                      ref Error error);
        [DllImport(Library)]
        internal static extern void jianhe_upload_close(IntPtr upload);
        [DllImport(Library)]
        internal static extern int jianhe_upload_next(IntPtr upload, out IntPtr record, out int verdict,
                                                      ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_describe_upload(IntPtr upload, ref UploadFacts facts, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_get_upload_finding(IntPtr upload, uint index, ref Finding finding,
                                                             ref Error error);

        [DllImport(Library)]
        internal static extern int jianhe_builder_open(IntPtr specification, ref Supplies supplies, out IntPtr builder,
                                                       ref Error error);
        [DllImport(Library)]
        internal static extern void jianhe_builder_close(IntPtr builder);
        [DllImport(Library)]
        internal static extern int jianhe_builder_begin(IntPtr builder, byte[] construction, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_builder_set(IntPtr builder, byte[] field, uint row, int encoding, byte[] text,
                                                      UIntPtr size, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_builder_buffer(IntPtr builder, byte[] name, byte[] bytes, UIntPtr count,
                                                         ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_builder_build(IntPtr builder, out int outcome, ref Error error);
        [DllImport(Library)]
        internal static extern IntPtr jianhe_builder_record(IntPtr builder);
        [DllImport(Library)]
        internal static extern int jianhe_describe_outcome(IntPtr builder, ref OutcomeFacts facts, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_get_need(IntPtr builder, uint index, ref Need need, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_get_refusal(IntPtr builder, uint index, ref Refusal refusal, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_get_remark(IntPtr builder, uint index, ref FieldText remark, ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_get_kept_value(IntPtr builder, uint index, ref FieldText value,
                                                         ref Error error);
        [DllImport(Library)]
        internal static extern int jianhe_get_built_finding(IntPtr builder, uint index, ref Finding finding,
                                                            ref Error error);
    }
}
