using System.Buffers.Binary;

namespace Equipoise.Imaging.Jpeg2000;

/// <summary>A tile's parameters and where its packets lie in the codestream.</summary>
internal sealed class TileHeader(CodingHeader coding)
{
    public CodingHeader Coding { get; } = coding;

    public List<Range> Parts { get; } = [];

    /// <summary>How many parts the tile has; 0 where no part says.</summary>
    public int Announced { get; set; }
}

/// <summary>The headers of a codestream (Annex A), without its packets.</summary>
internal sealed class Codestream
{
    private readonly ReadOnlyMemory<byte> content;
    private readonly CodingHeader main;
    private readonly TileHeader?[] tiles;
    private int at = 2;

    /// <param name="content">Begins with the markers SOC and SIZ; what follows the EOC is ignored.</param>
    /// <param name="maxPixels">Larger images are refused.</param>
    /// <exception cref="UnreadableImageException">Damaged, not supported, too large, or cut so that a part is missing.</exception>
    public Codestream(ReadOnlyMemory<byte> content, long maxPixels)
    {
        this.content = content;
        Size = ImageSize.Read(Segment(), maxPixels);
        main = new CodingHeader(Size.Components);
        tiles = new TileHeader?[Size.Tiles];
        while (Next() is var marker && marker != Marker.Sot)
            main.Read(marker, Segment());
        while (Next() == Marker.Sot)
            ReadTilePart();
        Ended = Next() == Marker.Eoc;
        if (tiles.Any(t => t is null || t.Parts.Count < t.Announced))
            throw new UnreadableImageException("truncated: a tile of the JPEG 2000 codestream is missing");
    }

    public ImageSize Size { get; }

    public IReadOnlyList<TileHeader> Tiles => tiles!;

    /// <summary>Whether the marker that ends a codestream is there.</summary>
    public bool Ended { get; }

    private int Next() => content.Length - at >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(content.Span[at..]) : -1;

    private FieldReader Segment()
    {
        if (Next() is >= 0 and < 0xFF00)
            throw new UnreadableImageException("damaged JPEG 2000: no marker where one should be");
        at += 2;
        var length = Next();
        if (length < 2 || length > content.Length - at)
            throw new UnreadableImageException("truncated: the JPEG 2000 header ends early");
        var fields = new FieldReader(content.Span.Slice(at + 2, length - 2));
        at += length;
        return fields;
    }

    private void ReadTilePart()
    {
        var start = at;
        var fields = Segment();
        var (index, length, _, count) = (fields.UInt16(), fields.UInt32(), fields.Byte(), fields.Byte());
        if (index >= tiles.Length)
            throw new UnreadableImageException("damaged JPEG 2000: a tile that is not in the image");
        var tile = tiles[index] ??= new TileHeader(new CodingHeader(Size.Components, main));
        tile.Announced = Math.Max(tile.Announced, count);
        while (Next() is var marker && marker != Marker.Sod)
            tile.Coding.Read(marker, Segment());
        at += 2;
        var end = length == 0 ? LastPartEnd() : start + length;
        if (end > content.Length)
            throw new UnreadableImageException("truncated: the JPEG 2000 data ends early");
        if (end < at)
            throw new UnreadableImageException("damaged JPEG 2000: a tile part is shorter than its header");
        tile.Parts.Add(at..(int)end);
        at = (int)end;
    }

    // Coded data never contain a byte pair above FF8F but for SOP and EPH.
    private long LastPartEnd() => content.Span[at..].IndexOf<byte>([0xFF, 0xD9]) is >= 0 and var rest
        ? at + rest
        : throw new UnreadableImageException("truncated: the JPEG 2000 data ends early");
}
