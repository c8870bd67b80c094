using System.Buffers.Binary;

namespace Equipoise.Imaging.Dicom;

/// <summary>Compressed pixel data in fragments (PS3.5, annex A.4).</summary>
internal static class Fragments
{
    private const int MaxFragments = 1_000_000;

    /// <summary>The first frame's stream: its fragments in one.</summary>
    /// <exception cref="UnreadableImageException">Truncated, or without fragments.</exception>
    public static ReadOnlyMemory<byte> FirstFrame(ReadOnlyMemory<byte> pixelData, int frames)
    {
        var fragments = Read(pixelData);
        if (fragments.Count < 2)
            throw new UnreadableImageException("damaged: pixel data without fragments");
        var offsets = fragments[0];
        fragments.RemoveAt(0);
        return Join(fragments[..Count(fragments, offsets.Span, frames)]);
    }

    /// <summary>The offset table and the fragments.</summary>
    private static List<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> pixelData)
    {
        var fragments = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; ;)
        {
            if (at + 8 > pixelData.Length)
                throw new UnreadableImageException("truncated: the pixel data has no end");
            // Compressed files are little endian.
            var header = pixelData.Span.Slice(at, 8);
            var swapped = BinaryPrimitives.ReadUInt32LittleEndian(header);
            var tag = swapped << 16 | swapped >> 16;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (tag == Tags.SequenceEnd)
                return fragments;
            if (tag != Tags.Item || fragments.Count > MaxFragments)
                throw new UnreadableImageException("damaged: the pixel data is not made of fragments");
            if (length > pixelData.Length - at - 8)
                throw new UnreadableImageException("truncated: a fragment of the pixel data is longer than the rest of the file");
            fragments.Add(pixelData.Slice(at + 8, (int)length));
            at += 8 + (int)length;
        }
    }

    /// <summary>How many fragments the first frame has.</summary>
    private static int Count(List<ReadOnlyMemory<byte>> fragments, ReadOnlySpan<byte> offsets, int frames)
    {
        if (frames == 1)
            return fragments.Count;
        if (fragments.Count <= frames)
            return 1;
        if (offsets.Length >= 8)
            return Before(fragments, BinaryPrimitives.ReadUInt32LittleEndian(offsets[4..]));
        // Without offsets, a frame ends where a fragment ends with the marker of JPEG and JPEG 2000.
        var last = fragments.FindIndex(f => f.Span.TrimEnd((byte)0).EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]));
        return last >= 0
            ? last + 1
            : throw new UnreadableImageException("damaged: the fragments do not tell where the first frame ends");
    }

    private static int Before(List<ReadOnlyMemory<byte>> fragments, uint offset)
    {
        var (count, at) = (0, 0L);
        while (count < fragments.Count && at < offset)
            at += 8 + fragments[count++].Length;
        return Math.Max(count, 1);
    }

    private static ReadOnlyMemory<byte> Join(List<ReadOnlyMemory<byte>> fragments)
    {
        if (fragments is [var only])
            return only;
        var joined = new byte[fragments.Sum(f => (long)f.Length)];
        var at = 0;
        foreach (var fragment in fragments)
        {
            fragment.CopyTo(joined.AsMemory(at));
            at += fragment.Length;
        }
        return joined;
    }
}
