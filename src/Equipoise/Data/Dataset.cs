using Equipoise.Common;
using Equipoise.Imaging;
using Equipoise.Native;

namespace Equipoise.Data;

/// <summary>A source with its pixels prepared: what can be decoded is a row, what cannot is quarantined.</summary>
public sealed class Dataset : IDisposable
{
    private Dataset(IImageSource source, PixelCache pixels, IReadOnlyList<CachedRow> rows)
    {
        (Source, Pixels) = (source, pixels);
        Records = [.. source.Records.Where((_, i) => rows[i].Row >= 0)];
        Quarantine =
        [
            .. source.Quarantine,
            .. source.Records.Zip(rows).Where(r => r.Second.Reason is not null)
                .Select(r => new Quarantined(r.First.Path, r.Second.Reason!)),
        ];
    }

    public IImageSource Source { get; }

    public IReadOnlyList<string> ClassNames => Source.ClassNames;

    /// <summary>The usable images; row i of <see cref="Pixels"/> is image i.</summary>
    public IReadOnlyList<ImageRecord> Records { get; }

    /// <summary>Every file that is not used, and why.</summary>
    public IReadOnlyList<Quarantined> Quarantine { get; }

    public PixelCache Pixels { get; }

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

    public void Dispose() => Pixels.Dispose();
}
