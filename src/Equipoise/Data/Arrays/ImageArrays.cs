using System.Globalization;
using Equipoise.Common;

namespace Equipoise.Data.Arrays;

/// <summary>Images and their labels, as they lie side by side in a file.</summary>
/// <param name="Name">What records are named after, e.g. "train"; unique within a source.</param>
/// <param name="Part">The side of a split on which the file puts them, if it has one.</param>
/// <param name="Images">The images.</param>
/// <param name="Labels">One number for each.</param>
internal sealed record ImageArrays(string Name, Part? Part, ImageStack Images, IReadOnlyList<long> Labels)
{
    /// <summary>Pairs the two arrays.</summary>
    /// <param name="imagesName">What the images are called, for messages.</param>
    /// <param name="labelsName">What the labels are called.</param>
    /// <exception cref="UserException">The arrays are not images and labels, or differ in number.</exception>
    public static ImageArrays Of(string name, Part? part, string imagesName, NdArray images, string labelsName, NdArray labels)
    {
        var stack = new ImageStack(images, imagesName);
        if (labels.Shape is [_, > 1])
            throw UserException.BadData(
                $"'{labelsName}' holds {labels}: {labels.Shape[1]} labels for each image, and Equipoise needs one class for each.",
                "Choose one column, or number the combinations, and save the labels as [N].");
        if (labels.Shape is not ([_] or [_, 1]))
            throw UserException.BadData($"'{labelsName}' holds {labels}; labels must be [N] or [N,1].");
        if (labels.Shape[0] != stack.Count)
            throw UserException.BadData(
                $"'{imagesName}' holds {stack.Count:N0} images, but '{labelsName}' {labels.Shape[0]:N0} labels.",
                "Each image needs one label; make or download the files again.");
        return new ImageArrays(name, part, stack, Numbers(labels, labelsName));
    }

    /// <summary>The image's name within the source: <c>train/00012</c>.</summary>
    public string PathOf(int i) => string.Create(CultureInfo.InvariantCulture, $"{Name}/{i:D5}");

    private static long[] Numbers(NdArray labels, string name)
    {
        try
        {
            return [.. Enumerable.Range(0, labels.Count).Select(i => labels[i])];
        }
        catch (OverflowException)
        {
            throw UserException.BadData($"'{name}' holds a label above {long.MaxValue}.");
        }
    }
}
