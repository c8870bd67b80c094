using static TorchSharp.torch;

namespace Equipoise.Imaging;

/// <summary>Many images in one.</summary>
public static class ImageGrid
{
    /// <summary>Lays images out in rows with a thin gap.</summary>
    /// <param name="images">[N,C,H,W] uint8 on the CPU.</param>
    /// <param name="columns">Images in a row.</param>
    /// <returns>[C,H',W'] uint8, [H',W'] its size.</returns>
    public static (byte[] Planes, int Height, int Width) Lay(Tensor images, int columns)
    {
        const int Gap = 2;
        var (n, c, h, w) = ((int)images.shape[0], (int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);
        var rows = (n + columns - 1) / columns;
        var (height, width) = (rows * (h + Gap) - Gap, columns * (w + Gap) - Gap);
        var planes = new byte[c * height * width];
        planes.AsSpan().Fill(255);
        var source = images.bytes;
        for (var i = 0; i < n; i++)
            for (var k = 0; k < c; k++)
                for (var y = 0; y < h; y++)
                    source.Slice((int)(((i * c + k) * h + y) * (long)w), w).CopyTo(
                        planes.AsSpan((k * height + i / columns * (h + Gap) + y) * width + i % columns * (w + Gap)));
        return (planes, height, width);
    }
}
