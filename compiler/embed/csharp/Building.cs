using System;
using System.Collections.Generic;

namespace Jianhe
{
    // What is supplied for judging; each may be left out.
    public sealed class Supplies
    {
        public DateTime? ReceivedAt;  // else: now
        public string MasterFolder;
        public IList<string> RaisedCodes;
        public readonly Dictionary<string, string> Givens = new Dictionary<string, string>();
    }

    // Builds one record after the other. One thread at a time.
    public sealed class Builder : IDisposable
    {
        private readonly Specification specification_;
        private IntPtr handle_;

        public Builder(Specification specification, Supplies supplies = null)
        {
            specification_ = specification;
            using (var memory = new Memory())
            {
                var native = memory.Supplies(supplies);
                var error = new Native.Error();
                Native.Check(Native.jianhe_builder_open(specification.Handle, ref native, out handle_, ref error),
                             ref error);
            }
        }

        // `values`: what the caller knows. `buffers`: what the card reader returned, by name.
        public BuildOutcome Build(string construction, RecordValues values, IDictionary<string, byte[]> buffers = null)
        {
            var error = new Native.Error();
            Native.Check(Native.jianhe_builder_begin(handle_, Native.Bytes(construction), ref error), ref error);
            foreach (var value in values.All)
            {
                var text = Native.Bytes(value.Text);
                Native.Check(Native.jianhe_builder_set(handle_, Native.Bytes(value.Field), value.Row, Native.Utf8, text,
                                                       new UIntPtr((uint)text.Length - 1), ref error), ref error);
            }
            if (buffers != null)
            {
                foreach (var buffer in buffers)
                {
                    Native.Check(Native.jianhe_builder_buffer(handle_, Native.Bytes(buffer.Key), buffer.Value,
                                                              new UIntPtr((uint)buffer.Value.Length), ref error),
                                 ref error);
                }
            }
            int status;
            Native.Check(Native.jianhe_builder_build(handle_, out status, ref error), ref error);
            return Outcome((BuildStatus)status);
        }

        private BuildOutcome Outcome(BuildStatus status)
        {
            var facts = new Native.OutcomeFacts { Size = Native.SizeOf<Native.OutcomeFacts>() };
            var error = new Native.Error();
            Native.Check(Native.jianhe_describe_outcome(handle_, ref facts, ref error), ref error);
            var outcome = new BuildOutcome { Status = status, Needs = new List<Note>(), Refusals = new List<Note>(),
                                             Remarks = new List<Note>(), Kept = new List<Note>(),
                                             Findings = new List<Finding>() };
            for (uint i = 0; i < facts.NeedCount; ++i)
            {
                var need = new Native.Need { Size = Native.SizeOf<Native.Need>() };
                Native.Check(Native.jianhe_get_need(handle_, i, ref need, ref error), ref error);
                outcome.Needs.Add(new Note(need.Field, need.Row, need.Code, need.Text));
            }
            for (uint i = 0; i < facts.RefusalCount; ++i)
            {
                var refusal = new Native.Refusal { Size = Native.SizeOf<Native.Refusal>() };
                Native.Check(Native.jianhe_get_refusal(handle_, i, ref refusal, ref error), ref error);
                outcome.Refusals.Add(new Note(refusal.Field, refusal.Row, refusal.Code, refusal.Text));
            }
            for (uint i = 0; i < facts.RemarkCount; ++i)
            {
                var remark = new Native.FieldText { Size = Native.SizeOf<Native.FieldText>() };
                Native.Check(Native.jianhe_get_remark(handle_, i, ref remark, ref error), ref error);
                outcome.Remarks.Add(new Note(remark.Field, remark.Row, IntPtr.Zero, remark.Text));
            }
            for (uint i = 0; i < facts.KeptCount; ++i)
            {
                var value = new Native.FieldText { Size = Native.SizeOf<Native.FieldText>() };
                Native.Check(Native.jianhe_get_kept_value(handle_, i, ref value, ref error), ref error);
                outcome.Kept.Add(new Note(value.Field, value.Row, IntPtr.Zero, value.Text));
            }
            for (uint i = 0; i < facts.FindingCount; ++i)
            {
                var finding = new Native.Finding { Size = Native.SizeOf<Native.Finding>() };
                Native.Check(Native.jianhe_get_built_finding(handle_, i, ref finding, ref error), ref error);
                outcome.Findings.Add(new Finding(finding));
            }
            if (status == BuildStatus.Built)
            {
                var record = Native.jianhe_builder_record(handle_);
                outcome.Xml = Native.Written((byte[] text, UIntPtr capacity, out UIntPtr size, ref Native.Error fault) =>
                    Native.jianhe_xml_record(record, specification_.WireEncoding, text, capacity, out size, ref fault));
            }
            return outcome;
        }

        public void Dispose()
        {
            Native.jianhe_builder_close(handle_);
            handle_ = IntPtr.Zero;
        }
    }
}
