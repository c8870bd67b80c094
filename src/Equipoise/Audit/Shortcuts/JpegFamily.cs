using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Audit.Shortcuts;

/// <summary>How a JPEG file was compressed and by which program; missing for any other file.</summary>
[Named("jpeg", "JPEG quantisation tables, subsampling, coding and markers")]
public sealed class JpegFamily : IShortcutFamily
{
    // Steps at these places, row by row, tell apart tables of like sum.
    private static readonly int[] Places = [0, 1, 8, 9, 63];

    public ShortcutKind Kind => ShortcutKind.Acquisition;

    public string Subject => "the JPEG compression";

    public int Width => 15 + Places.Length;

    public void Measure(ProbedImage image, Span<double> features)
    {
        if (JpegTables.Read(image.File) is not { } jpeg)
            return;
        var (luma, chroma) = (jpeg.LumaQuality, jpeg.ChromaQuality);
        features[0] = luma?.Quality ?? double.NaN;
        features[1] = chroma?.Quality ?? double.NaN;
        features[2] = Category.Code(luma?.Exact);
        features[3] = Category.Code(chroma?.Exact);
        features[4] = jpeg.Luma?.Sum() ?? double.NaN;
        features[5] = jpeg.Chroma?.Sum() ?? double.NaN;
        features[6] = Category.Code(jpeg.Subsampling);
        features[7] = Category.Code(jpeg.Progressive);
        features[8] = jpeg.RestartInterval;
        features[9] = Category.Code(jpeg.StandardHuffman);
        features[10] = Category.Code(jpeg.Jfif);
        features[11] = Category.Code(jpeg.Exif);
        features[12] = Category.Code(jpeg.Icc);
        features[13] = Category.Code(jpeg.Adobe);
        features[14] = Category.Code(jpeg.Comment);
        for (var i = 0; i < Places.Length; i++)
            features[15 + i] = jpeg.Luma?[Places[i]] ?? double.NaN;
    }
}
