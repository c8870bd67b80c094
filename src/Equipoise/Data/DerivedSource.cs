using Equipoise.Imaging;

namespace Equipoise.Data;

/// <summary>Another source with something about it changed; pixels come from the original.</summary>
internal sealed class DerivedSource(IImageSource original) : IImageSource
{
    public string Format => original.Format;

    public string Location { get; init; } = original.Location;

    public IReadOnlyList<string> ClassNames { get; init; } = original.ClassNames;

    public IReadOnlyList<ImageRecord> Records { get; init; } = original.Records;

    public IReadOnlyList<Quarantined> Quarantine { get; init; } = original.Quarantine;

    public IEnumerable<(string Name, string Csv)> Tables => original.Tables;

    public RawImage Decode(ImageRecord record, int channels, int atLeast) => original.Decode(record, channels, atLeast);

    public byte[]? ReadFile(ImageRecord record) => original.ReadFile(record);
}
