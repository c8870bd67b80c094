using Equipoise.Common;

namespace Equipoise.Audit.Shortcuts;

/// <summary>Age and sex, as the DICOM header has them: a body shows both, and classes that differ in them can be told by them. Missing for other files.</summary>
[Named("dicom-patient", "age and sex in the DICOM header")]
public sealed class DicomPatientFamily : IShortcutFamily
{
    public ShortcutKind Kind => ShortcutKind.Acquisition;

    public string Subject => "age and sex";

    public int Width => 2;

    public void Measure(ProbedImage image, Span<double> features)
    {
        features[0] = image.Header.Dicom?.Age ?? double.NaN;
        features[1] = Category.Code(image.Header.Dicom?.Sex);
    }
}
