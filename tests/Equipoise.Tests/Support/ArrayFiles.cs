using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Equipoise.Tests.Support;

/// <summary>Files of arrays, written by hand.</summary>
internal static class ArrayFiles
{
    /// <summary>NPY version 1 of bytes.</summary>
    public static byte[] Npy(byte[] data, params int[] shape)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. header, .. data];
    }

    /// <summary>NPZ of these NPY files.</summary>
    public static byte[] Npz(params (string Name, byte[] Npy)[] arrays) =>
        ArchiveFiles.Zip([.. arrays.Select(a => ($"{a.Name}.npy", a.Npy))]);

    /// <summary>IDX of bytes.</summary>
    public static byte[] Idx(byte[] data, params int[] shape)
    {
        var sides = new byte[4 * shape.Length];
        for (var i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(sides.AsSpan(4 * i), shape[i]);
        return [0, 0, 8, (byte)shape.Length, .. sides, .. data];
    }

    public static byte[] GZip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }
}
