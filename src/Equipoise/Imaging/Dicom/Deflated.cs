using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Equipoise.Imaging.Dicom;

/// <summary>Inflates a deflated data set (PS3.5, annex A.5), never beyond what is asked for.</summary>
internal static class Deflated
{
    /// <param name="deflated">A raw deflate stream.</param>
    /// <param name="atMost">Bytes; the rest is not inflated.</param>
    /// <exception cref="UnreadableImageException">Not a deflate stream.</exception>
    public static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> deflated, long atMost)
    {
        MemoryMarshal.TryGetArray(deflated, out var segment);
        using var source = new DeflateStream(
            new MemoryStream(segment.Array ?? deflated.ToArray(), segment.Offset, deflated.Length, writable: false),
            CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            while (inflated.Length < atMost
                && source.Read(buffer, 0, (int)Math.Min(buffer.Length, atMost - inflated.Length)) is > 0 and var read)
                inflated.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableImageException("damaged: the deflated data set cannot be inflated");
        }
        return inflated.GetBuffer().AsMemory(0, (int)inflated.Length);
    }
}
