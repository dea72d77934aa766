using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Jianhe
{
    // Judges uploads. One thread at a time.
    public sealed class Validator : IDisposable
    {
        private IntPtr handle_;

        public Validator(Specification specification, Supplies supplies = null)
        {
            using (var memory = new Memory())
            {
                var native = memory.Supplies(supplies);
                var error = new Native.Error();
                Native.Check(Native.jianhe_validator_open(specification.Handle, ref native, out handle_, ref error),
                             ref error);
            }
        }

        // A whole upload, as it would be sent.
        public UploadResult Validate(byte[] bytes)
        {
            var pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
            var upload = IntPtr.Zero;
            try
            {
                var error = new Native.Error();
                Native.Check(Native.jianhe_upload_open(handle_, pinned.AddrOfPinnedObject(),
                                                       new UIntPtr((uint)bytes.Length), out upload, ref error),
                             ref error);
                return Read(upload);
            }
            finally
            {
                Native.jianhe_upload_close(upload);
                pinned.Free();
            }
        }

        private UploadResult Read(IntPtr upload)
        {
            var error = new Native.Error();
            var result = new UploadResult { Records = new List<RecordResult>(), Findings = new List<Finding>() };
            for (;;)
            {
                IntPtr record;
                int verdict;
                Native.Check(Native.jianhe_upload_next(upload, out record, out verdict, ref error), ref error);
                if (record == IntPtr.Zero) break;
                var findings = new List<Finding>();
                for (uint i = 0; i < Native.jianhe_finding_count(handle_); ++i)
                {
                    var finding = new Native.Finding { Size = Native.SizeOf<Native.Finding>() };
                    Native.Check(Native.jianhe_get_finding(handle_, i, ref finding, ref error), ref error);
                    findings.Add(new Finding(finding));
                }
                result.Records.Add(new RecordResult((Verdict)verdict, findings));
            }
            var facts = new Native.UploadFacts { Size = Native.SizeOf<Native.UploadFacts>() };
            Native.Check(Native.jianhe_describe_upload(upload, ref facts, ref error), ref error);
            result.Verdict = (Verdict)facts.Verdict;
            for (uint i = 0; i < facts.FindingCount; ++i)
            {
                var finding = new Native.Finding { Size = Native.SizeOf<Native.Finding>() };
                Native.Check(Native.jianhe_get_upload_finding(upload, i, ref finding, ref error), ref error);
                result.Findings.Add(new Finding(finding));
            }
            return result;
        }

        public void Dispose()
        {
            Native.jianhe_validator_close(handle_);
            handle_ = IntPtr.Zero;
        }
    }
}
