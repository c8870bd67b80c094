namespace Equipoise.Imaging.Dicom;

/// <summary>How a data set and its pixels are encoded (PS3.5, section 10 and annex A).</summary>
/// <param name="Uid">The standard's identifier; empty for one that the standard does not have.</param>
/// <param name="Name">Its common name.</param>
internal sealed record TransferSyntax(string Uid, string Name)
{
    private const string Prefix = "1.2.840.10008.1.2";

    /// <summary>The encoding of the data set's elements.</summary>
    public ElementEncoding Encoding { get; init; } = ElementEncoding.ExplicitLittle;

    /// <summary>Whether the data set is deflated as a whole.</summary>
    public bool Deflated { get; init; }

    /// <summary>Whether pixels come in fragments.</summary>
    public bool Encapsulated { get; init; } = true;

    public static TransferSyntax ImplicitLittle { get; } =
        new(Prefix, "Implicit VR Little Endian") { Encoding = ElementEncoding.ImplicitLittle, Encapsulated = false };

    public static TransferSyntax ExplicitLittle { get; } = new($"{Prefix}.1", "Explicit VR Little Endian") { Encapsulated = false };

    public static TransferSyntax ExplicitBig { get; } =
        new($"{Prefix}.2", "Explicit VR Big Endian") { Encoding = ElementEncoding.ExplicitBig, Encapsulated = false };

    /// <summary>Stands for any syntax that is not in the standard; its identifier is not kept.</summary>
    public static TransferSyntax Unknown { get; } = new("", "unknown");

    private static readonly Dictionary<string, TransferSyntax> Standard = new TransferSyntax[]
    {
        ImplicitLittle,
        ExplicitLittle,
        ExplicitBig,
        new($"{Prefix}.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
        new($"{Prefix}.1.99", "Deflated Explicit VR Little Endian") { Deflated = true, Encapsulated = false },
        new($"{Prefix}.4.50", "JPEG Baseline"),
        new($"{Prefix}.4.51", "JPEG Extended"),
        new($"{Prefix}.4.52", "JPEG Extended (Process 3 and 5)"),
        new($"{Prefix}.4.53", "JPEG Spectral Selection"),
        new($"{Prefix}.4.54", "JPEG Spectral Selection (Process 7 and 9)"),
        new($"{Prefix}.4.55", "JPEG Full Progression"),
        new($"{Prefix}.4.56", "JPEG Full Progression (Process 11 and 13)"),
        new($"{Prefix}.4.57", "JPEG Lossless"),
        new($"{Prefix}.4.58", "JPEG Lossless (Process 15)"),
        new($"{Prefix}.4.70", "JPEG Lossless SV1"),
        new($"{Prefix}.4.80", "JPEG-LS Lossless"),
        new($"{Prefix}.4.81", "JPEG-LS Near-Lossless"),
        new($"{Prefix}.4.90", "JPEG 2000 Lossless"),
        new($"{Prefix}.4.91", "JPEG 2000"),
        new($"{Prefix}.4.92", "JPEG 2000 Multi-component Lossless"),
        new($"{Prefix}.4.93", "JPEG 2000 Multi-component"),
        new($"{Prefix}.4.94", "JPIP Referenced"),
        new($"{Prefix}.4.95", "JPIP Referenced Deflate") { Deflated = true },
        new($"{Prefix}.4.100", "MPEG2 Main Level"),
        new($"{Prefix}.4.101", "MPEG2 High Level"),
        new($"{Prefix}.4.102", "MPEG-4 AVC High"),
        new($"{Prefix}.4.103", "MPEG-4 AVC BD-compatible"),
        new($"{Prefix}.4.104", "MPEG-4 AVC High 4.2 2D"),
        new($"{Prefix}.4.105", "MPEG-4 AVC High 4.2 3D"),
        new($"{Prefix}.4.106", "MPEG-4 AVC Stereo High"),
        new($"{Prefix}.4.107", "HEVC Main"),
        new($"{Prefix}.4.108", "HEVC Main 10"),
        new($"{Prefix}.4.110", "JPEG XL Lossless"),
        new($"{Prefix}.4.111", "JPEG XL JPEG Recompression"),
        new($"{Prefix}.4.112", "JPEG XL"),
        new($"{Prefix}.4.201", "HTJ2K Lossless"),
        new($"{Prefix}.4.202", "HTJ2K Lossless RPCL"),
        new($"{Prefix}.4.203", "HTJ2K"),
        new($"{Prefix}.5", "RLE Lossless"),
        new($"{Prefix}.8.1", "Deflated Image Frame"),
    }.ToDictionary(s => s.Uid);

    /// <summary>The syntax of this identifier; <see cref="Unknown"/> where the standard has none.</summary>
    public static TransferSyntax Of(string uid) => Standard.GetValueOrDefault(uid, Unknown);
}
