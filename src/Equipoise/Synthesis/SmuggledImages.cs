using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Synthesis;

/// <summary>
/// Synthetic images that lost their mark, by conversion for example, and came among real ones: they are known by what they show as long as
/// the synthetic images they are copies of are at hand.
/// </summary>
public static class SmuggledImages
{
    private const int Named = 3;

    // Twice as many unrelated pictures of clothes as are as alike as small copies.
    private const double ByChance = 0.003;

    /// <summary>The real images that are copies of synthetic ones, compressed, resized or mirrored as they may be.</summary>
    /// <param name="preprocessing">Of all these images.</param>
    /// <param name="parts">Validation and test images. A training image may well be a copy: then the generator has learned it by heart.</param>
    /// <returns>Their paths.</returns>
    public static IReadOnlyList<string> Find(SyntheticSet synthetic, Preprocessing preprocessing, IRunProgress progress, params IReadOnlyList<RealImages> parts)
    {
        List<ImageRecord> records = [.. parts.SelectMany(p => p.Records)];
        List<Fingerprint> prints = [.. parts.SelectMany(p => Prints(p, preprocessing)), .. Prints(synthetic, preprocessing)];
        return [.. NearDuplicates.Find(prints, new NearDuplicateSettings(), progress).Pairs
            .Where(p => p.A < records.Count && p.B >= records.Count).Select(p => records[p.A].Path).Distinct()];
    }

    /// <summary>Whether so few copies may be no copies: small pictures are alike by chance now and then.</summary>
    /// <param name="copies">How many were found.</param>
    /// <param name="images">Among how many validation and test images.</param>
    /// <param name="resolution">Side of the images in pixels.</param>
    public static bool MayBeChance(int copies, int images, int resolution) => resolution < new NearDuplicateSettings().Small && copies <= ByChance * images;

    /// <summary>Requires that there are none, but for what chance may give.</summary>
    /// <inheritdoc cref="Find"/>
    /// <exception cref="UserException">There are some.</exception>
    public static void RequireNone(SyntheticSet synthetic, Preprocessing preprocessing, IRunProgress progress, params IReadOnlyList<RealImages> parts)
    {
        var copies = Find(synthetic, preprocessing, progress, parts);
        if (copies.Count == 0)
            return;
        var found = $"{copies.Count} validation or test images are copies of synthetic images, for example {string.Join(", ", copies.Take(Named).Select(Printable.Name))}";
        if (MayBeChance(copies.Count, parts.Sum(p => p.Count), preprocessing.Resolution))
            progress.Warn($"{found}. Pictures so small are alike by chance now and then; look at them.");
        else
            throw UserException.BadData(
                $"{found}: a test on them is worthless.",
                "Remove synthetic images from the dataset. If they are real, the generator has learned their copies by heart: train it on other patients.");
    }

    private static IEnumerable<Fingerprint> Prints(IImageSet images, Preprocessing preprocessing)
    {
        for (var i = 0; i < images.Labels.Count; i++)
        {
            using var pixels = images.Gather([i]);
            yield return Fingerprint.Of(preprocessing.FromPlanes(pixels.bytes));
        }
    }
}
