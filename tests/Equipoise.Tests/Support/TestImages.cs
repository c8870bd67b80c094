using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Tests.Support;

/// <summary>Small images whose class can be seen: a bright square in the corner that the class names, on noise.</summary>
public static class TestImages
{
    public static byte[] Draw(int label, int side, ulong seed)
    {
        var random = new Seed(seed).Random();
        var pixels = new byte[side * side];
        random.NextBytes(pixels);
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(pixels[i] / 4);
        var (left, top) = (label % 2 * side / 2, label / 2 * side / 2);
        for (var y = side / 8; y < 3 * side / 8; y++)
            for (var x = side / 8; x < 3 * side / 8; x++)
                pixels[(top + y) * side + left + x] = 220;
        return pixels;
    }

    public static byte[] Png(int label, int side, ulong seed, Provenance? mark = null) =>
        PngFile.Encode(Draw(label, side, seed), 1, side, side, mark);

    /// <summary>A folder source with these images per class, named a, b, c, ...</summary>
    public static void WriteFolder(string root, int side, params int[] perClass)
    {
        for (var label = 0; label < perClass.Length; label++)
            for (var i = 0; i < perClass[label]; i++)
            {
                var folder = Directory.CreateDirectory(Path.Combine(root, $"{(char)('a' + label)}")).FullName;
                File.WriteAllBytes(Path.Combine(folder, $"{i:D3}.png"), Png(label, side, (ulong)(1000 * label + i)));
            }
    }

    public static Dataset Load(TemporaryFolder folder, int side, params int[] perClass)
    {
        WriteFolder(folder.In("images"), side, perClass);
        return Open(folder, side);
    }

    public static Dataset Open(TemporaryFolder folder, int side, SourceOptions? options = null)
    {
        options ??= new SourceOptions();
        var source = SourceCatalog.Open(folder.In("images"), options, Silence.Instance);
        return Dataset.Load(source, new Preprocessing(side, 1, Fit.Pad), options, Silence.Instance, folder.In("cache"));
    }
}
