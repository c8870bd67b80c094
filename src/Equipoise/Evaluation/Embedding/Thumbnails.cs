using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Evaluation.Embedding;

/// <summary>Small grey pictures, so many of which fit into a page.</summary>
public static class Thumbnails
{
    /// <summary>Width and height in pixels.</summary>
    public const int Side = 48;

    // Shades of grey: noise does not compress, so that thousands of noisy pictures fit only with fewer of them.
    private static readonly int[] Shades = [256, 64, 32, 16, 8];

    /// <summary>The pictures of some images.</summary>
    /// <param name="images">Where each is from.</param>
    /// <param name="most">Bytes of all files together; shades of grey are given up, down to 8, to stay below.</param>
    /// <returns>A PNG file for each.</returns>
    /// <exception cref="UnreadableImageException">An image cannot be decoded.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<byte[]> Of(IReadOnlyList<(IImageSource Source, ImageRecord Record)> images, Fit fit, int most, CancellationToken stop)
    {
        var preparation = new Preprocessing(Side, 1, fit);
        var pixels = images.AsParallel().AsOrdered().WithCancellation(stop)
            .Select(i => preparation.Apply(i.Source.Decode(i.Record, 1, Side))).ToArray();
        return Encoded(pixels, most);
    }

    /// <summary>Encodes pictures with as many shades as fit.</summary>
    /// <param name="pixels">Each [Side,Side] uint8.</param>
    internal static IReadOnlyList<byte[]> Encoded(IReadOnlyList<byte[]> pixels, int most)
    {
        byte[][] files = [];
        foreach (var shades in Shades)
        {
            files = [.. pixels.AsParallel().AsOrdered().Select(p => PngFile.Encode(Reduced(p, shades), 1, Side, Side, provenance: null))];
            if (files.Sum(f => (long)f.Length) <= most)
                break;
        }
        return files;
    }

    private static byte[] Reduced(byte[] pixels, int shades) =>
        shades == 256 ? pixels : [.. pixels.Select(p => (byte)(p * (shades - 1) / 255.0 + 0.5)).Select(s => (byte)(s * 255 / (shades - 1)))];
}
