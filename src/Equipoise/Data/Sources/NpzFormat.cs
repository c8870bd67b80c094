using Equipoise.Common;
using Equipoise.Data.Arrays;

namespace Equipoise.Data.Sources;

/// <summary>NumPy's NPZ with images and labels: MedMNIST's files, Keras' mnist.npz, or just <c>images</c> and <c>labels</c>.</summary>
[Named("npz", "a NumPy .npz with images and labels, e.g. of MedMNIST")]
public sealed class NpzFormat : ISourceFormat
{
    // Each way of naming the arrays; the first of which an images array is there is taken.
    private static readonly (string Name, Part? Part, string Images, string Labels)[][] Namings =
    [
        [
            ("train", Part.Train, "train_images", "train_labels"),
            ("val", Part.Validation, "val_images", "val_labels"),
            ("test", Part.Test, "test_images", "test_labels"),
        ],
        [
            ("train", Part.Train, "x_train", "y_train"),
            ("val", Part.Validation, "x_val", "y_val"),
            ("test", Part.Test, "x_test", "y_test"),
        ],
        [("images", null, "images", "labels")],
        [("images", null, "x", "y")],
        [("images", null, "X", "y")],
    ];

    public bool Recognises(string location)
    {
        if (!location.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            return false;
        try
        {
            using var file = File.OpenRead(location);
            Span<byte> magic = stackalloc byte[4];
            return file.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("PK\x03\x04"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress)
    {
        using var file = NpzFile.Open(location, new ArrayLimits());
        var naming = Namings.FirstOrDefault(n => n.Any(p => file.Names.Contains(p.Images)))
            ?? throw UserException.BadData(
                $"'{location}' holds no array of images under a known name. Found: {Listed(file.Names)}.",
                "Name them train_images, val_images, test_images, or x_train, x_test, or images; and the labels alike.");
        var parts = naming.Where(p => file.Names.Contains(p.Images)).Select(p =>
        {
            if (!file.Names.Contains(p.Labels))
                throw UserException.BadData(
                    $"'{location}' holds the images '{p.Images}', but no labels '{p.Labels}'. Found: {Listed(file.Names)}.",
                    $"Save the labels of '{p.Images}' as '{p.Labels}', one for each image.");
            return ImageArrays.Of(p.Name, p.Part, $"{location}/{p.Images}", file.Read(p.Images), $"{location}/{p.Labels}", file.Read(p.Labels));
        });
        return new ArraySource("npz", location, [.. parts], MedMnist.ClassesOf(location), options, progress);
    }

    private static string Listed(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? "no arrays" : string.Join(", ", names.Take(20).Select(Printable.Name)) + (names.Count > 20 ? ", ..." : "");
}
