namespace Equipoise.Imaging.Dicom.Display;

/// <summary>From the modality's units to brightness (PS3.3, C.11.2): the values of interest are spread from 0 to 1.</summary>
internal static class VoiTransform
{
    /// <summary>The first look-up table, else the first window; null where the file has neither.</summary>
    /// <param name="signed">Whether the modality's values may be negative.</param>
    /// <exception cref="UnreadableImageException">A malformed table.</exception>
    public static Func<double, double>? Read(IDicomAttributes attributes, bool signed)
    {
        if (attributes.Item(Tags.VoiLutSequence) is { } item)
        {
            var table = LookUpTable.Read(item, Tags.LutDescriptor, Tags.LutData, signed);
            return value => (double)table[(int)Math.Clamp(Math.Round(value), int.MinValue, int.MaxValue)] / table.Max;
        }
        var holder = FunctionalGroups.Holder(attributes, Tags.FrameVoiLutSequence);
        return holder.Decimal(Tags.WindowCenter) is { } centre && holder.Decimal(Tags.WindowWidth) is { } width
            ? Window(holder.Word(Tags.VoiLutFunction), centre, width)
            : null;
    }

    /// <summary>A window's function by its name; one that is not known is linear. Null where the width is none.</summary>
    public static Func<double, double>? Window(string? function, double centre, double width) => function switch
    {
        "SIGMOID" when width > 0 => x => 1 / (1 + Math.Exp(-4 * (x - centre) / width)),
        "LINEAR_EXACT" when width > 0 => x => Math.Clamp((x - centre) / width + 0.5, 0, 1),
        "SIGMOID" or "LINEAR_EXACT" => null,
        _ when width > 1 => x => Math.Clamp((x - (centre - 0.5)) / (width - 1) + 0.5, 0, 1),
        _ when width == 1 => x => x <= centre - 0.5 ? 0 : 1,
        _ => null,
    };
}
