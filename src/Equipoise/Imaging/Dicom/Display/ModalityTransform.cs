namespace Equipoise.Imaging.Dicom.Display;

/// <summary>From stored values to the modality's own units (PS3.3, C.11.1).</summary>
internal static class ModalityTransform
{
    /// <summary>The look-up table, else slope and intercept, else the identity.</summary>
    /// <exception cref="UnreadableImageException">A malformed table.</exception>
    public static Func<int, double> Read(IDicomAttributes attributes, bool signed)
    {
        if (attributes.Item(Tags.ModalityLutSequence) is { } item)
        {
            var table = LookUpTable.Read(item, Tags.LutDescriptor, Tags.LutData, signed);
            return stored => table[stored];
        }
        var holder = FunctionalGroups.Holder(attributes, Tags.PixelValueTransformationSequence);
        var slope = holder.Decimal(Tags.RescaleSlope) is { } given and not 0 ? given : 1;
        var intercept = holder.Decimal(Tags.RescaleIntercept) ?? 0;
        return stored => slope * stored + intercept;
    }
}
