using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Studies;

/// <summary>A few real training images of each class, kept with the study so that its report needs no dataset.</summary>
internal static class Examples
{
    /// <summary>Images of each class.</summary>
    public const int PerClass = 8;

    /// <summary>Writes <c>CLASS/N.png</c> below <paramref name="folder"/>.</summary>
    public static void Write(string folder, RealImages train, Preprocessing preprocessing)
    {
        for (var label = 0; label < train.ClassNames.Count; label++)
        {
            var members = Enumerable.Range(0, train.Count).Where(i => train.Labels[i] == label).Take(PerClass).ToArray();
            using var pixels = train.Gather(members);
            for (var i = 0; i < members.Length; i++)
            {
                var image = pixels.bytes.Slice(i * preprocessing.ImageBytes, preprocessing.ImageBytes);
                var png = PngFile.Encode(image, preprocessing.Channels, preprocessing.Resolution, preprocessing.Resolution, provenance: null);
                AtomicFile.Write(Path.Combine(folder, SafeName.Of(train.ClassNames[label]), $"{i}.png"), s => s.Write(png));
            }
        }
    }

    /// <summary>For each class its images, paths within <paramref name="root"/>.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Find(string root, string folder, IReadOnlyList<string> classNames) =>
    [
        .. classNames.Select(c => Path.Combine(folder, SafeName.Of(c))).Select(f => (IReadOnlyList<string>)(Directory.Exists(f)
            ? [.. Directory.GetFiles(f, "*.png").Order(StringComparer.Ordinal).Select(p => Path.GetRelativePath(root, p))]
            : [])),
    ];
}
