namespace Equipoise.Imaging.Dicom;

/// <summary>How elements are encoded (PS3.5, section 7.1).</summary>
/// <param name="Implicit">Whether elements lack their value representation.</param>
/// <param name="BigEndian">Whether numbers have their high byte first.</param>
internal readonly record struct ElementEncoding(bool Implicit, bool BigEndian)
{
    public static ElementEncoding ImplicitLittle { get; } = new(true, false);

    public static ElementEncoding ExplicitLittle { get; } = new(false, false);

    public static ElementEncoding ExplicitBig { get; } = new(false, true);
}
