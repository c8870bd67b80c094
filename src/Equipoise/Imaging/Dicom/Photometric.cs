namespace Equipoise.Imaging.Dicom;

/// <summary>What samples mean (PS3.3, C.7.6.3.1.2).</summary>
internal enum Photometric
{
    Monochrome1,
    Monochrome2,
    PaletteColor,
    Rgb,
    YbrFull,
    YbrFull422,
    YbrRct,
    YbrIct,
}

internal static class Photometrics
{
    private static readonly string[] Names =
        ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_RCT", "YBR_ICT"];

    /// <summary>The interpretation of this name; null for one that cannot be read.</summary>
    public static Photometric? Of(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (Photometric)index : null;

    public static string Name(this Photometric photometric) => Names[(int)photometric];

    /// <summary>Whether a pixel has three samples.</summary>
    public static bool IsColour(this Photometric photometric) => photometric >= Photometric.Rgb;

    public static bool IsGrey(this Photometric photometric) => photometric <= Photometric.Monochrome2;
}
