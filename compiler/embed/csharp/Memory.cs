// Texts in the library's memory for the time of one call.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Jianhe
{
    internal sealed class Memory : IDisposable
    {
        private readonly List<IntPtr> blocks_ = new List<IntPtr>();

        internal IntPtr Text(string text)
        {
            var bytes = Native.Bytes(text);
            if (bytes == null) return IntPtr.Zero;
            var block = Block(bytes.Length);
            Marshal.Copy(bytes, 0, block, bytes.Length);
            return block;
        }

        // An array of pointers to texts.
        internal IntPtr Texts(IList<string> texts)
        {
            if (texts == null || texts.Count == 0) return IntPtr.Zero;
            var block = Block(texts.Count * IntPtr.Size);
            for (int i = 0; i < texts.Count; ++i) Marshal.WriteIntPtr(block, i * IntPtr.Size, Text(texts[i]));
            return block;
        }

        internal Native.Supplies Supplies(Supplies of)
        {
            var supplies = new Native.Supplies { Size = Native.SizeOf<Native.Supplies>() };
            if (of == null) return supplies;
            supplies.ReceivedAt = Text(of.ReceivedAt == null ? null : of.ReceivedAt.Value.ToString("yyyy-MM-ddTHH:mm:ss"));
            supplies.MasterFolder = Text(of.MasterFolder);
            supplies.RaisedCodes = Texts(of.RaisedCodes);
            supplies.RaisedCodeCount = new UIntPtr(of.RaisedCodes == null ? 0u : (uint)of.RaisedCodes.Count);
            var pairs = new List<string>();
            foreach (var given in of.Givens) { pairs.Add(given.Key); pairs.Add(given.Value); }
            supplies.Givens = Texts(pairs);
            supplies.GivenCount = new UIntPtr((uint)of.Givens.Count);
            return supplies;
        }

        private IntPtr Block(int size)
        {
            var block = Marshal.AllocHGlobal(size);
            blocks_.Add(block);
            return block;
        }

        public void Dispose()
        {
            foreach (var block in blocks_) Marshal.FreeHGlobal(block);
            blocks_.Clear();
        }
    }
}
