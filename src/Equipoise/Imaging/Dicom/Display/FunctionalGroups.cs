namespace Equipoise.Imaging.Dicom.Display;

/// <summary>Where enhanced multi-frame images keep what others have in the data set itself (PS3.3, C.7.6.16).</summary>
internal static class FunctionalGroups
{
    /// <summary>The group's item that all frames share, else the first frame's, else the data set.</summary>
    public static IDicomAttributes Holder(IDicomAttributes attributes, uint sequence) =>
        attributes.Item(Tags.SharedFunctionalGroups)?.Item(sequence)
        ?? attributes.Item(Tags.PerFrameFunctionalGroups)?.Item(sequence)
        ?? attributes;
}
