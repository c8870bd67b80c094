namespace Equipoise.Tests.Support;

/// <summary>Small DICOM images.</summary>
internal sealed record TestDicom
{
    public string Syntax { get; init; } = DicomWriter.ExplicitLittle;
    public string Photometric { get; init; } = "MONOCHROME2";
    public int Rows { get; init; } = 8;
    public int Columns { get; init; } = 8;
    public int Components { get; init; } = 1;
    public int Planar { get; init; }
    public int Allocated { get; init; } = 16;
    public int Stored { get; init; } = 12;
    public int? HighBit { get; init; }
    public bool Signed { get; init; }
    public string? Frames { get; init; }

    /// <summary>Adds elements before the pixels.</summary>
    public Action<DicomWriter> More { get; init; } = _ => { };

    /// <summary>Adds elements at the very beginning.</summary>
    public Action<DicomWriter> First { get; init; } = _ => { };

    /// <summary>A data set with these pixels.</summary>
    public DicomWriter Dataset(byte[] pixels, string vr = "OW") => Header().Element(0x7FE00010, vr, pixels);

    /// <summary>A file of 16-bit samples.</summary>
    public byte[] File(params int[] samples) => Dataset(DicomWriter.For(Syntax).WordBytes(samples)).File(Syntax);

    /// <summary>A file of 8-bit samples.</summary>
    public byte[] FileOfBytes(params byte[] samples) => Dataset(samples, "OB").File(Syntax);

    /// <summary>A compressed file.</summary>
    public byte[] Compressed(params byte[][] fragments) => Header().Fragments([[], .. fragments]).File(Syntax);

    public DicomWriter Header()
    {
        var writer = DicomWriter.For(Syntax);
        First(writer);
        writer.Text(0x00080005, "CS", "ISO_IR 100").Text(0x00080060, "CS", "DX").Text(0x00100020, "LO", "P1")
            .Words(0x00280002, "US", Components).Text(0x00280004, "CS", Photometric).Words(0x00280006, "US", Planar);
        if (Frames is not null)
            writer.Text(0x00280008, "IS", Frames);
        writer.Words(0x00280010, "US", Rows).Words(0x00280011, "US", Columns).Words(0x00280100, "US", Allocated)
            .Words(0x00280101, "US", Stored).Words(0x00280102, "US", HighBit ?? Stored - 1).Words(0x00280103, "US", Signed ? 1 : 0);
        More(writer);
        return writer;
    }

    /// <summary>A ramp of 64 samples from 0 to 4095.</summary>
    public static int[] Ramp { get; } = [.. Enumerable.Range(0, 64).Select(i => i * 65)];
}
