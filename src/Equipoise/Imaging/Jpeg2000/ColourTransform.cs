using System.Runtime.InteropServices;

namespace Equipoise.Imaging.Jpeg2000;

/// <summary>The inverse colour transforms (G.2, G.3).</summary>
internal static class ColourTransform
{
    /// <summary>From luma and two chromas to red, green and blue, in place.</summary>
    /// <param name="row">[W,3]; float32 kept as their bits if not reversible.</param>
    public static void Inverse(Span<int> row, bool reversible)
    {
        if (reversible)
            Reversible(row);
        else
            Irreversible(MemoryMarshal.Cast<int, float>(row));
    }

    private static void Reversible(Span<int> row)
    {
        for (var i = 0; i < row.Length; i += 3)
        {
            var (y, u, v) = (row[i], row[i + 1], row[i + 2]);
            var green = y - ((u + v) >> 2);
            (row[i], row[i + 1], row[i + 2]) = (v + green, green, u + green);
        }
    }

    private static void Irreversible(Span<float> row)
    {
        for (var i = 0; i < row.Length; i += 3)
        {
            var (y, b, r) = (row[i], row[i + 1], row[i + 2]);
            (row[i], row[i + 1], row[i + 2]) = (y + 1.402f * r, y - 0.344136f * b - 0.714136f * r, y + 1.772f * b);
        }
    }
}
