using System.Globalization;
using Equipoise.Common;
using Equipoise.Data.Phantoms;
using Equipoise.Imaging;

namespace Equipoise.Data.Sources;

/// <summary>
/// A phantom dataset. Every image is drawn once when the source opens, for its hash, and again when it is decoded, so
/// that nothing but the factors is held in memory.
/// </summary>
public sealed class PhantomSource : IImageSource
{
    private readonly int _size;
    private readonly Dictionary<string, PhantomCase> _cases;

    /// <param name="location">What the user said after <c>phantom:</c>.</param>
    /// <param name="options">The same, understood.</param>
    /// <param name="progress">Told of the drawing.</param>
    /// <param name="threads">At most this many draw at once; -1 for as many as there are processors.</param>
    public PhantomSource(string location, PhantomOptions options, IRunProgress progress, int threads = -1)
    {
        Location = location;
        _size = options.Size;
        var cases = PhantomCohort.Enrol(options.Images, options.Shortcut, new Seed((ulong)options.Seed).For("phantom"));
        _cases = cases.ToDictionary(PathOf);
        Records = Draw(cases, progress, threads);
    }

    public string Format => "phantom";

    public string Location { get; }

    public IReadOnlyList<string> ClassNames { get; } =
        [.. Enum.GetNames<PhantomClass>().Select(name => name.ToLowerInvariant())];

    public IReadOnlyList<ImageRecord> Records { get; }

    public IReadOnlyList<Quarantined> Quarantine => [];

    public IEnumerable<(string Name, string Csv)> Tables => [("phantoms.csv", FactorTable())];

    /// <summary>What the image of this record was drawn from.</summary>
    public PhantomFactors Factors(ImageRecord record) => _cases[record.Path].Factors;

    /// <summary>Draws at the size the caller will resize to, if that is larger: a phantom has no resolution of its own.</summary>
    public RawImage Decode(ImageRecord record, int channels, int atLeast) =>
        PhantomRenderer.Draw(Factors(record), Math.Clamp(atLeast, _size, PhantomRenderer.MaxSize)).WithChannels(channels);

    /// <summary>
    /// All factors as CSV, one image per row. The last column holds the opacities, separated by semicolons, each as
    /// x y extent density reticulation.
    /// </summary>
    public string FactorTable() => Csv.Write(
        ["path", "class", "patient", .. PhantomFactors.Ranged.Select(f => f.Property.Name), "Shortcut", "TissueSeed", "NoiseSeed", "Opacities"],
        Records.Select(record => Row(record, Factors(record))));

    private IEnumerable<object?> Row(ImageRecord record, PhantomFactors factors) =>
    [
        record.Path, ClassNames[record.Label], record.Patient,
        .. PhantomFactors.Ranged.Select(f => f.Property.GetValue(factors)),
        factors.Shortcut.ToString().ToLowerInvariant(), factors.TissueSeed, factors.NoiseSeed, string.Join("; ", factors.Opacities.Select(Words)),
    ];

    private static string Words(Opacity o) => string.Create(
        CultureInfo.InvariantCulture, $"{o.X:R} {o.Y:R} {o.Extent:R} {o.Density:R} {o.Reticulation:R}");

    private ImageRecord[] Draw(List<PhantomCase> cases, IRunProgress progress, int threads)
    {
        var records = new ImageRecord[cases.Count];
        var header = new ImageHeader(Format, _size, _size, 1);
        var done = 0L;
        using var stage = progress.Begin("Drawing phantoms", cases.Count);
        Parallel.For(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var pixels = PhantomRenderer.Draw(cases[i].Factors, _size).Pixels;
            records[i] = new ImageRecord(
                PathOf(cases[i]), (int)cases[i].Class, cases[i].Patient, ContentHash.Of(pixels), pixels.Length, header);
            stage.Report(Interlocked.Increment(ref done));
        });
        return records;
    }

    private static string PathOf(PhantomCase one) =>
        $"{one.Class.ToString().ToLowerInvariant()}/{one.Patient}-{one.View}.png";
}
