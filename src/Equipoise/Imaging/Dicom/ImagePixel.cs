namespace Equipoise.Imaging.Dicom;

/// <summary>The Image Pixel module (PS3.3, C.7.6.3): how samples are stored.</summary>
/// <param name="Rows">1 to 65,535.</param>
/// <param name="Columns">1 to 65,535.</param>
/// <param name="Frames">At least 1.</param>
/// <param name="Components">1 or 3 samples per pixel.</param>
/// <param name="Photometric">What the samples mean.</param>
/// <param name="Planar">Whether each component has a plane of its own.</param>
/// <param name="Allocated">Bits of a sample's cell: 1, 8 or 16.</param>
/// <param name="Stored">Bits of a sample.</param>
/// <param name="HighBit">Its most significant bit within the cell.</param>
/// <param name="Signed">Whether samples are in two's complement.</param>
internal sealed record ImagePixel(
    int Rows, int Columns, int Frames, int Components, Photometric Photometric, bool Planar,
    int Allocated, int Stored, int HighBit, bool Signed)
{
    public long Pixels => (long)Rows * Columns;

    /// <summary>Bytes of one native frame.</summary>
    public long FrameBytes => Allocated == 1 ? (Pixels + 7) / 8
        : Pixels * (Photometric == Photometric.YbrFull422 ? 2 : Components) * (Allocated / 8);

    /// <exception cref="UnreadableImageException">Something is missing, contradictory or not supported.</exception>
    public static ImagePixel Read(IDicomAttributes attributes)
    {
        int Required(uint tag, string name) =>
            attributes.Unsigned(tag) ?? throw new UnreadableImageException($"no image: {name} is missing");

        var (rows, columns) = (Required(Tags.Rows, "Rows"), Required(Tags.Columns, "Columns"));
        var allocated = Required(Tags.BitsAllocated, "Bits Allocated");
        var stored = attributes.Unsigned(Tags.BitsStored) ?? allocated;
        var pixel = new ImagePixel(
            rows, columns, ReadFrames(attributes), attributes.Unsigned(Tags.SamplesPerPixel) ?? 1, ReadPhotometric(attributes),
            attributes.Unsigned(Tags.PlanarConfiguration) == 1, allocated, stored,
            attributes.Unsigned(Tags.HighBit) ?? stored - 1, attributes.Unsigned(Tags.PixelRepresentation) == 1);
        return pixel.Objection() is { } objection ? throw new UnreadableImageException(objection) : pixel;
    }

    /// <summary>Takes the samples out of their cells, in place.</summary>
    /// <param name="cells">[H,W,Components], interleaved, unsigned.</param>
    public Samples Take(int[] cells)
    {
        var (drop, sign, mask) = (HighBit + 1 - Stored, Signed ? 1 << (Stored - 1) : 0, (1 << Stored) - 1);
        for (var i = 0; i < cells.Length; i++)
            cells[i] = ((cells[i] >> drop & mask) ^ sign) - sign;
        return new Samples(Columns, Rows, Components, Stored, Signed, cells);
    }

    private string? Objection()
    {
        if (Rows == 0 || Columns == 0)
            return $"no image: {Columns} x {Rows} pixels";
        if (Allocated is not (1 or 8 or 16))
            return $"{Allocated} bits allocated, where 1, 8 or 16 can be read";
        if (Stored < 1 || Stored > Allocated || HighBit < Stored - 1 || HighBit >= Allocated)
            return $"damaged: {Stored} bits stored up to bit {HighBit} of {Allocated}";
        var expected = Photometric.IsColour() ? 3 : 1;
        if (Components != expected)
            return $"damaged: {Components} samples per pixel where the photometric interpretation has {expected}";
        return Components == 3 && (Signed || Allocated == 1) ? "colours that are signed or of one bit cannot be read" : null;
    }

    private static Photometric ReadPhotometric(IDicomAttributes attributes) =>
        attributes.Word(Tags.PhotometricInterpretation) is { } word
            ? Photometrics.Of(word) ?? throw new UnreadableImageException("a photometric interpretation that cannot be read")
            : throw new UnreadableImageException("no image: Photometric Interpretation is missing");

    private static int ReadFrames(IDicomAttributes attributes)
    {
        if (attributes.Word(Tags.NumberOfFrames) is null)
            return 1;
        return attributes.Decimal(Tags.NumberOfFrames) is >= 0 and <= int.MaxValue and var frames
            ? Math.Max((int)frames, 1)
            : throw new UnreadableImageException("damaged: Number of Frames is not a number of frames");
    }
}
