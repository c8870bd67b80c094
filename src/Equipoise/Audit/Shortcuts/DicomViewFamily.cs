using Equipoise.Common;

namespace Equipoise.Audit.Shortcuts;

/// <summary>
/// How the radiograph was taken, as the DICOM header has it. A patient too ill to stand is imaged lying, from front to back:
/// the view tells the ill from the well, and a classifier sees it. Missing for other files.
/// </summary>
[Named("dicom-view", "modality and view position in the DICOM header")]
public sealed class DicomViewFamily : IShortcutFamily
{
    public ShortcutKind Kind => ShortcutKind.Acquisition;

    public string Subject => "the view";

    public int Width => 2;

    public void Measure(ProbedImage image, Span<double> features)
    {
        features[0] = Category.Code(image.Header.Dicom?.Modality);
        features[1] = Category.Code(image.Header.Dicom?.View);
    }
}
