using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>
/// Bilinear resizing with antialiasing, as PyTorch's <c>interpolate(antialias=True)</c>, which TorchSharp does not bind: where an
/// image shrinks, the triangle widens with it. Two products with matrices, one for each direction.
/// </summary>
internal static class BilinearResize
{
    /// <param name="images">[N,C,H,W] float32.</param>
    /// <returns>[N,C,side,side].</returns>
    public static Tensor To(Tensor images, int side)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = (Matrix((int)images.shape[2], side, images.device), Matrix((int)images.shape[3], side, images.device));
        return rows.matmul(images).matmul(columns.t()).MoveToOuterDisposeScope();
    }

    // [to,from]: of each new pixel the shares of the old ones.
    private static Tensor Matrix(int from, int to, Device device)
    {
        var scale = (double)from / to;
        var reach = Math.Max(scale, 1);
        var shares = new float[to * from];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            var (first, end) = (Math.Max((int)(centre - reach + 0.5), 0), Math.Min((int)(centre + reach + 0.5), from));
            double[] row = [.. Enumerable.Range(first, end - first).Select(j => Math.Max(0, 1 - Math.Abs((j - centre + 0.5) / reach)))];
            for (var j = first; j < end; j++)
                shares[i * from + j] = (float)(row[j - first] / row.Sum());
        }
        return tensor(shares, device: device).reshape(to, from);
    }
}
