namespace Equipoise.Imaging;

/// <summary>
/// Shrinks (or enlarges) a grey plane to a small square by area averaging. Integers throughout, so that every machine
/// gets the same numbers and a mirrored image gives exactly the mirrored result.
/// </summary>
internal static class BoxAverage
{
    /// <summary>Units of the result in one grey level.</summary>
    public const int Scale = 256;

    /// <summary>The mean grey level of each cell of a grid laid over the image; pixels on a border count by their share.</summary>
    /// <param name="plane">[H,W] uint8.</param>
    /// <param name="side">Cells in each direction.</param>
    /// <returns>[side,side], 0 to 255 times <see cref="Scale"/>, rounded.</returns>
    public static int[] Of(ReadOnlySpan<byte> plane, int width, int height, int side)
    {
        var sums = new long[side * side];
        var row = new long[side];
        // In units of 1 / side pixel a pixel is as long as there are cells, and a cell as long as there are pixels.
        for (var y = 0; y < height; y++)
        {
            SumCells(plane.Slice(y * width, width), row);
            for (var cell = (int)((long)y * side / height); cell < side && (long)cell * height < (y + 1L) * side; cell++)
            {
                var weight = Overlap(cell, height, y, side);
                for (var x = 0; x < side; x++)
                    sums[cell * side + x] += weight * row[x];
            }
        }
        var area = (long)width * height;
        return Array.ConvertAll(sums, sum => (int)((2 * Scale * sum + area) / (2 * area)));
    }

    private static void SumCells(ReadOnlySpan<byte> pixels, long[] cells)
    {
        var (width, side) = (pixels.Length, cells.Length);
        for (var cell = 0; cell < side; cell++)
        {
            var first = (int)((long)cell * width / side);
            var last = (int)(((cell + 1L) * width - 1) / side);
            var inside = 0L;
            for (var x = first + 1; x < last; x++)
                inside += pixels[x];
            cells[cell] = inside * side + Overlap(cell, width, first, side) * pixels[first];
            if (last > first)
                cells[cell] += Overlap(cell, width, last, side) * pixels[last];
        }
    }

    private static long Overlap(long cell, long pixels, long pixel, long cells) =>
        Math.Min((cell + 1) * pixels, (pixel + 1) * cells) - Math.Max(cell * pixels, pixel * cells);
}
