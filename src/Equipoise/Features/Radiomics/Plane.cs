namespace Equipoise.Features.Radiomics;

/// <summary>One channel of one image, row by row.</summary>
internal sealed class Plane(int height, int width)
{
    public int Height => height;

    public int Width => width;

    public double[] Values { get; } = new double[height * width];

    public Span<double> Row(int y) => Values.AsSpan(y * width, width);

    /// <summary>Another of this size, all 0.</summary>
    public Plane Empty() => new(height, width);

    /// <summary>What stands for row or column <paramref name="i"/> where the image is mirrored at its edges: c b a | a b c.</summary>
    public static int Mirror(int i, int size) => i < 0 ? -1 - i : i < size ? i : 2 * size - 1 - i;
}
