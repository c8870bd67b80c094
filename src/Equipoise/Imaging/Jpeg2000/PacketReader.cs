using System.Buffers.Binary;
using System.Numerics;

namespace Equipoise.Imaging.Jpeg2000;

/// <summary>Reads the packets of a tile (tier 2, B.9 and B.10): which bytes belong to which code-block.</summary>
internal sealed class PacketReader(ReadOnlyMemory<byte> content, TileHeader tile, IReadOnlyList<TileComponent> components)
{
    // A magnitude and half a bit of rounding must fit an int.
    private const int MostPlanes = 30;

    private readonly List<(CodeBlock Block, int Length, int Passes)> announced = [];
    private int part;
    private int at;
    private int end;

    /// <summary>Adds all pieces to their code-blocks.</summary>
    /// <returns>False if the tile's parts end, in order, before its last packet.</returns>
    /// <exception cref="UnreadableImageException">Damaged, or cut within a packet.</exception>
    public bool ReadAll()
    {
        Precinct[] precincts = [.. components.SelectMany(c => c.Resolutions).SelectMany(r => r.Precincts)];
        var layers = tile.Coding.Packets.Layers;
        var progressions = tile.Coding.Progressions.Select(p => p with { LayerEnd = Math.Min(p.LayerEnd, layers) });
        foreach (var precinct in PacketOrder.Of(precincts, progressions))
            if (!HasMore())
                return false;
            else
                ReadPacket(precinct);
        return true;
    }

    // No packet reaches over the end of a tile part.
    private bool HasMore()
    {
        while (at == end && part < tile.Parts.Count)
            (at, end) = (tile.Parts[part].Start.Value, tile.Parts[part++].End.Value);
        return at < end;
    }

    private void ReadPacket(Precinct precinct)
    {
        if (Next() == Marker.Sop)
            at += 6;
        announced.Clear();
        var component = components[precinct.Component];
        var bits = new HeaderBits(content.Span[Math.Min(at, end)..end]);
        if (bits.Bit() == 1)
            foreach (var band in precinct.Parts)
                for (var i = 0; i < band.Blocks.Length; i++)
                    ReadBlock(band, i, precinct.NextLayer, component, ref bits);
        at += bits.Length();
        if (tile.Coding.Packets.HasEph)
            at += Next() == Marker.Eph ? 2 : throw new UnreadableImageException("damaged JPEG 2000: a packet header has no end marker");
        foreach (var (block, length, passes) in announced)
        {
            if (length > end - at)
                throw new UnreadableImageException("truncated: a JPEG 2000 packet ends early");
            block.Add(new Piece(at, length, (byte)passes));
            at += length;
        }
        precinct.NextLayer++;
    }

    private int Next() => end - at >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(content.Span[at..]) : -1;

    private void ReadBlock(PrecinctBand band, int index, int layer, TileComponent component, ref HeaderBits bits)
    {
        var block = band.Blocks[index];
        var first = block.Passes == 0;
        if (first ? !band.Inclusion.IsBelow(index, layer + 1, ref bits) : bits.Bit() == 0)
            return;
        if (first)
        {
            var most = Math.Max(0, band.Band.Planes + component.RegionShift);
            var planes = most - band.ZeroPlanes.Value(index, most, ref bits);
            block.Planes = planes <= MostPlanes
                ? (byte)planes
                : throw new UnreadableImageException($"JPEG 2000 with {planes} bit planes is not supported");
        }
        var passes = ReadPasses(ref bits);
        if (block.Passes + passes > 3 * block.Planes - 2)
            throw new UnreadableImageException("damaged JPEG 2000: more coding passes than bit planes allow");
        while (bits.Bit() == 1 && block.LengthBits < 32)
            block.LengthBits++;
        for (var pass = block.Passes + 0; passes > 0;)
        {
            var count = Math.Min(passes, CodeBlock.PassesInSegment(component.Style.Styles, pass));
            var lengthBits = block.LengthBits + BitOperations.Log2((uint)count);
            if (lengthBits > 31)
                throw new UnreadableImageException("damaged JPEG 2000: impossible length of a code-block");
            announced.Add((block, bits.Bits(lengthBits), count));
            pass += count;
            passes -= count;
        }
    }

    // Table B.4.
    private static int ReadPasses(ref HeaderBits bits)
    {
        if (bits.Bit() == 0)
            return 1;
        if (bits.Bit() == 0)
            return 2;
        if (bits.Bits(2) is < 3 and var few)
            return 3 + few;
        if (bits.Bits(5) is < 31 and var some)
            return 6 + some;
        return 37 + bits.Bits(7);
    }
}
