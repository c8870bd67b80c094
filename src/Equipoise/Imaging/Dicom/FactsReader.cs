using System.Globalization;

namespace Equipoise.Imaging.Dicom;

/// <summary>Reads <see cref="DicomFacts"/>. A text becomes its word in a fixed list, so that no header value gets out.</summary>
internal static class FactsReader
{
    private const string Other = "other";

    private static readonly string[] Views =
    [
        "AP", "PA", "LL", "RL", "RLD", "LLD", "RLO", "LLO", "LAT", "LATERAL",
        "CC", "MLO", "ML", "LM", "LMO", "FB", "SIO", "ISO", "XCCL", "XCCM",
    ];

    private static readonly string[] Modalities =
    [
        "CR", "DX", "DR", "CT", "MR", "MG", "US", "NM", "PT", "XA", "RF", "RG", "IO", "PX", "XC", "ES", "GM", "SM", "OP", "OPT",
        "OT", "SC", "SEG", "SR", "PR", "KO", "RTIMAGE", "RTDOSE", "RTPLAN", "RTSTRUCT", "ECG", "BMD", "BI", "DG", "IVUS", "TG",
        "HC", "EC", "DOC",
    ];

    public static DicomFacts Read(IDicomFile file, ImagePixel pixel) => new()
    {
        PatientId = file.Attributes.Text(Tags.PatientId),
        TransferSyntax = file.Syntax.Name,
        Photometric = pixel.Photometric.Name(),
        View = Known(file.Attributes.Word(Tags.ViewPosition), Views),
        Age = Years(file.Attributes.Word(Tags.PatientAge)),
        Sex = file.Attributes.Word(Tags.PatientSex) switch { "M" => "M", "F" => "F", "O" => "O", _ => null },
        Modality = Known(file.Attributes.Word(Tags.Modality), Modalities),
        BurnedIn = file.Attributes.Word(Tags.BurnedInAnnotation) switch { "YES" => true, "NO" => false, _ => null },
        Frames = pixel.Frames,
    };

    private static string? Known(string? word, string[] list) =>
        word is null ? null : Array.IndexOf(list, word) is >= 0 and var index ? list[index] : Other;

    /// <summary>An age string (PS3.5, 6.2: nnnD, nnnW, nnnM, nnnY) in whole years; a bare number is taken for years.</summary>
    private static int? Years(string? age)
    {
        if (age is not { Length: <= 4 })
            return null;
        var digits = char.IsAsciiDigit(age[^1]) ? age : age[..^1];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        int? years = age[digits.Length..] switch
        {
            "" or "Y" => number,
            "M" => number / 12,
            "W" => number * 7 / 365,
            "D" => number / 365,
            _ => null,
        };
        return years is >= 0 and <= 120 ? years : null;
    }
}
