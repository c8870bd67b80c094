namespace Equipoise.Imaging.Jpeg2000;

/// <summary>A tag tree (B.10.2): numbers on a grid, told bit by bit as far as they are asked for.</summary>
internal sealed class TagTree
{
    private readonly (int Offset, int Width)[] levels;

    // Twice the least that the number can be, plus one once it is known to be just that.
    private readonly int[] nodes;

    public TagTree(int width, int height)
    {
        levels = new (int, int)[1 + Log2Up(Math.Max(width, height))];
        var count = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = (count, width);
            count += width * height;
            (width, height) = ((width + 1) / 2, (height + 1) / 2);
        }
        nodes = new int[count];
    }

    /// <summary>Whether the number at this leaf is less than the threshold, reading as many bits as that takes.</summary>
    public bool IsBelow(int leaf, int threshold, ref HeaderBits bits)
    {
        var (y, x) = Math.DivRem(leaf, levels[0].Width);
        var (bound, known) = (0, false);
        for (var i = levels.Length - 1; i >= 0; i--)
        {
            ref var node = ref nodes[levels[i].Offset + (y >> i) * levels[i].Width + (x >> i)];
            (bound, known) = (Math.Max(bound, node >> 1), (node & 1) != 0);
            while (bound < threshold && !known)
                if (bits.Bit() == 1)
                    known = true;
                else
                    bound++;
            node = 2 * bound + (known ? 1 : 0);
        }
        return known && bound < threshold;
    }

    /// <summary>The number at this leaf; <paramref name="limit"/> if it is not less.</summary>
    public int Value(int leaf, int limit, ref HeaderBits bits)
    {
        var value = 0;
        while (value < limit && !IsBelow(leaf, value + 1, ref bits))
            value++;
        return value;
    }

    private static int Log2Up(int value) => value <= 1 ? 0 : 1 + int.Log2(value - 1);
}
