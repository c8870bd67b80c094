using System.Text.RegularExpressions;
using Equipoise.Common;
using Equipoise.Data.Arrays;

namespace Equipoise.Data.Sources;

/// <summary>
/// MNIST's IDX files: a folder of <c>*-images-idx3-ubyte</c> and <c>*-labels-idx1-ubyte</c>, gzipped or not, or one images
/// file whose labels lie beside it. <c>train</c> is the training part, <c>t10k</c> or <c>test</c> the test part.
/// </summary>
[Named("idx", "IDX files as of MNIST: *-images-idx3-ubyte and *-labels-idx1-ubyte, gzipped or not")]
public sealed partial class IdxFormat : ISourceFormat
{
    private static readonly string[] FashionClasses =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    public bool Recognises(string location) =>
        Directory.Exists(location) ? ImagesIn(location).Count > 0
        : IsImages(location) is { Success: true } name && IdxFile.Recognises(location, name.Groups["dims"].Value[0] - '0');

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress)
    {
        var sets = (Directory.Exists(location) ? ImagesIn(location) : [location]).Select(ImageSet.Of).ToList();
        if (sets.Count == 0)
            throw UserException.BadData(
                $"'{location}' holds no file named *-images-idx3-ubyte or *-images-idx3-ubyte.gz.",
                "Give the folder of the IDX files, or one images file.");
        if (sets.GroupBy(s => s.Part).FirstOrDefault(g => g.Count() > 1)?.ToList() is { } rivals)
            throw UserException.BadData(
                $"'{location}' holds several datasets: {string.Join(", ", rivals.Select(r => Path.GetFileName(r.Images)))}.",
                "Give each a folder of its own, or give one images file.");
        var limits = new ArrayLimits();
        return new ArraySource("idx", location, [.. sets.Select(s => s.Read(limits))], KnownClasses(location), options, progress);
    }

    private static string[] KnownClasses(string location) =>
        Path.GetFullPath(location).Contains("fashion", StringComparison.OrdinalIgnoreCase) ? FashionClasses : [];

    // Where a set lies there both packed and unpacked, it is one set.
    private static List<string> ImagesIn(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(f => IsImages(f).Success)
            .OrderBy(f => f, StringComparer.Ordinal).DistinctBy(f => UnpackedName(f))];

    private static string UnpackedName(string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;

    private static Match IsImages(string path) => ImagesName().Match(Path.GetFileName(path));

    [GeneratedRegex(@"^(?<set>.*?)[-_.]?images[-_.]idx(?<dims>[34])-ubyte(\.gz)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ImagesName();

    /// <summary>An images file and the labels file beside it.</summary>
    private sealed record ImageSet(string Name, Part? Part, string Images, string Labels)
    {
        /// <exception cref="UserException">The name tells no labels file, or there is none.</exception>
        public static ImageSet Of(string images)
        {
            var name = IsImages(images);
            if (!name.Success)
                throw UserException.BadData(
                    $"'{images}' is not named like IDX images, e.g. train-images-idx3-ubyte.gz.",
                    "Give a folder or file of that name; the labels are found by it.");
            var set = name.Groups["set"].Value;
            return new ImageSet(set.Length > 0 ? set : "images", PartOf(set), images, LabelsBeside(images));
        }

        public ImageArrays Read(ArrayLimits limits) =>
            ImageArrays.Of(Name, Part, Images, IdxFile.Read(Images, limits), Labels, IdxFile.Read(Labels, limits));

        private static string LabelsBeside(string images)
        {
            var file = Path.GetFileName(UnpackedName(images));
            var at = file.LastIndexOf("images", StringComparison.OrdinalIgnoreCase);
            var labels = Path.Combine(
                Path.GetDirectoryName(images) ?? "", $"{file[..at]}labels{file[at + 6]}idx1-ubyte");
            return new[] { labels, labels + ".gz" }.FirstOrDefault(File.Exists)
                ?? throw UserException.BadData($"The labels of '{images}' are missing: neither '{labels}' nor '{labels}.gz' exists.");
        }

        private static Part? PartOf(string set) =>
            set.Contains("train", StringComparison.OrdinalIgnoreCase) ? Data.Part.Train
            : set.Contains("t10k", StringComparison.OrdinalIgnoreCase) || set.Contains("test", StringComparison.OrdinalIgnoreCase)
                ? Data.Part.Test
            : set.Contains("val", StringComparison.OrdinalIgnoreCase) ? Data.Part.Validation
            : null;
    }
}
