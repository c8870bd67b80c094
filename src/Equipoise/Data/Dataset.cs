using Equipoise.Common;
using Equipoise.Imaging;
using Equipoise.Native;
using static TorchSharp.torch;

namespace Equipoise.Data;

/// <summary>A source with its pixels prepared: what can be decoded is a row, what cannot is quarantined.</summary>
public sealed class Dataset : IDisposable
{
    private readonly int[] _rows;

    private Dataset(IImageSource source, PixelCache pixels, IReadOnlyList<CachedRow> rows)
    {
        (Source, Pixels) = (source, pixels);
        var contradictory = Contradictions.Of(source.Records, source.ClassNames);
        var usable = Enumerable.Range(0, rows.Count).Where(i => rows[i].Row >= 0 && !contradictory.ContainsKey(i)).ToList();
        _rows = [.. usable.Select(i => rows[i].Row)];
        Records = [.. usable.Select(i => source.Records[i])];
        Quarantine =
        [
            .. source.Quarantine,
            .. source.Records.Select((r, i) => (r.Path, Reason: rows[i].Reason ?? contradictory.GetValueOrDefault(i)))
                .Where(r => r.Reason is not null).Select(r => new Quarantined(r.Path, r.Reason!)),
        ];
    }

    public IImageSource Source { get; }

    public IReadOnlyList<string> ClassNames => Source.ClassNames;

    /// <summary>The usable images.</summary>
    public IReadOnlyList<ImageRecord> Records { get; }

    /// <summary>Whether the source names test images of its own.</summary>
    public bool HasOwnSplit => Records.Any(r => r.Part == Part.Test);

    /// <summary>Images that are there more than once.</summary>
    internal Copies Copies { get; private set; } = new([], []);

    /// <summary>Every file that is not used, and why.</summary>
    public IReadOnlyList<Quarantined> Quarantine { get; }

    /// <summary>How the images were prepared.</summary>
    public Preprocessing Preprocessing => Pixels.Preprocessing;

    private PixelCache Pixels { get; }

    /// <summary>Images of each class.</summary>
    public IReadOnlyList<int> PerClass => All.PerClass;

    /// <summary>Every usable image.</summary>
    public RealImages All => new(this, Enumerable.Range(0, Records.Count));

    /// <summary>Opens a source and prepares its pixels.</summary>
    /// <exception cref="UserException">Too many files are unusable, or the cache cannot be written.</exception>
    public static Dataset Load(
        IImageSource source, Preprocessing preprocessing, SourceOptions options, IRunProgress progress, string? cacheFolder = null)
    {
        LibTorch.Load();
        var (pixels, rows) = PixelCache.Open(source, preprocessing, cacheFolder ?? PixelCache.DefaultFolder, progress);
        var dataset = new Dataset(source, pixels, rows);
        try
        {
            SourceChecks.RequireUsable(source.Location, dataset.Records.Count, dataset.Quarantine, options.MaxQuarantineShare);
            dataset.Copies = Copies.Of(dataset.Records, [.. Enumerable.Range(0, dataset.Records.Count).Select(dataset.FingerprintOf)], progress);
            return dataset;
        }
        catch (UserException)
        {
            dataset.Dispose();
            throw;
        }
    }

    /// <summary>Images by their number in <see cref="Records"/>.</summary>
    public RealImages Select(IEnumerable<int> numbers) => new(this, numbers);

    /// <summary>Prepared images by their number in <see cref="Records"/>.</summary>
    /// <returns>[n,C,H,W] uint8 on the CPU.</returns>
    public Tensor Gather(ReadOnlySpan<int> numbers)
    {
        var rows = new int[numbers.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(numbers[i]);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(numbers[i], _rows.Length);
            rows[i] = _rows[numbers[i]];
        }
        return Pixels.Gather(rows);
    }

    // An image that was enlarged is taken back to its size: what counts as a copy depends on how much an image can show.
    private Fingerprint FingerprintOf(int number)
    {
        var header = Records[number].Header;
        var side = Math.Clamp(Math.Min(header.Width, header.Height), Fingerprint.MinSide, Preprocessing.Resolution);
        return Fingerprint.Of(Resampler.Resize(Preprocessing.FromPlanes(Pixels.Row(_rows[number])), side, side));
    }

    public void Dispose() => Pixels.Dispose();
}
