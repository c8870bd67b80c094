using System.Globalization;
using Equipoise.Common;
using Equipoise.Data.Arrays;
using Equipoise.Imaging;

namespace Equipoise.Data.Sources;

/// <summary>Images that lie in arrays and not in files of their own. The arrays stay in memory.</summary>
internal sealed class ArraySource : IImageSource
{
    private readonly Dictionary<string, (ImageStack Images, int Number)> _places;

    /// <param name="known">The classes' names by label, as far as known; the others are called by their number.</param>
    /// <exception cref="UserException">There is no image, or the images are smaller or larger than allowed.</exception>
    public ArraySource(
        string format, string location, IReadOnlyList<ImageArrays> parts, IReadOnlyList<string> known, SourceOptions options, IRunProgress progress)
    {
        (Format, Location) = (format, location);
        foreach (var part in parts)
            if (options.Limits.Objection(Header(part.Images)) is { } objection)
                throw UserException.BadData(
                    $"The images of '{part.Name}' in '{location}' cannot be used: {objection}.", "Give images within the limits.");
        long[] labels = [.. parts.SelectMany(p => p.Labels).Distinct().Order()];
        ClassNames = [.. labels.Select(l => l >= 0 && l < known.Count ? known[(int)l] : l.ToString(CultureInfo.InvariantCulture))];
        Records = List(parts, labels, new PatientNames(options.PatientPattern), progress);
        _places = parts.SelectMany(p => Enumerable.Range(0, p.Images.Count).Select(i => (Path: p.PathOf(i), p.Images, Number: i)))
            .ToDictionary(p => p.Path, p => (p.Images, p.Number));
        SourceChecks.RequireUsable(location, Records.Count, Quarantine, options.MaxQuarantineShare);
    }

    public string Format { get; }

    public string Location { get; }

    public IReadOnlyList<string> ClassNames { get; }

    public IReadOnlyList<ImageRecord> Records { get; }

    public IReadOnlyList<Quarantined> Quarantine => [];

    public RawImage Decode(ImageRecord record, int channels, int atLeast)
    {
        var (images, number) = _places[record.Path];
        return images[number].WithChannels(channels);
    }

    private ImageHeader Header(ImageStack images) => new(Format, images.Width, images.Height, images.Channels);

    private ImageRecord[] List(IReadOnlyList<ImageArrays> parts, long[] labels, PatientNames patients, IRunProgress progress)
    {
        var all = parts.SelectMany(p => Enumerable.Range(0, p.Images.Count).Select(i => (Part: p, Number: i))).ToArray();
        var records = new ImageRecord[all.Length];
        using var stage = progress.Begin("Reading images", all.Length);
        var done = 0L;
        Parallel.For(0, all.Length, i =>
        {
            var ((part, number), path) = (all[i], all[i].Part.PathOf(all[i].Number));
            var header = Header(part.Images);
            records[i] = new ImageRecord(
                path, Array.BinarySearch(labels, part.Labels[number]), patients.Of(path), part.Images.Hash(number),
                (long)header.Width * header.Height * header.Channels, header)
            { Part = part.Part };
            stage.Report(Interlocked.Increment(ref done));
        });
        return records;
    }
}
