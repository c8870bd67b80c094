using Equipoise.Common;

namespace Equipoise.Audit.Shortcuts;

/// <summary>What a file's header says of how the image is stored.</summary>
[Named("file-format", "format, colour model, bit depth, DICOM syntax")]
public sealed class FileFormatFamily : IShortcutFamily
{
    public ShortcutKind Kind => ShortcutKind.Acquisition;

    public string Subject => "the file format";

    public int Width => 7;

    public void Measure(ProbedImage image, Span<double> features)
    {
        var (header, dicom) = (image.Header, image.Header.Dicom);
        features[0] = Category.Code(header.Format);
        features[1] = Category.Code(header.ColourModel);
        features[2] = header.Channels;
        features[3] = header.BitDepth;
        features[4] = Category.Code(dicom?.TransferSyntax);
        features[5] = Category.Code(dicom?.Photometric);
        features[6] = Category.Code(dicom?.BurnedIn);
    }
}
