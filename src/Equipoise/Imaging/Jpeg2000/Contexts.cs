namespace Equipoise.Imaging.Jpeg2000;

/// <summary>What is known of a coefficient and its neighbours while a code-block is decoded.</summary>
internal static class State
{
    // Which neighbours are significant; the low byte chooses the context for zero coding.
    public const int NorthEast = 1, SouthEast = 2, SouthWest = 4, NorthWest = 8, North = 16, East = 32, South = 64, West = 128;

    // Which of them are negative; together with the four bits before, these choose the context for the sign.
    public const int NorthNegative = 256, EastNegative = 512, SouthNegative = 1024, WestNegative = 2048;

    // The coefficient itself.
    public const int Significant = 4096, Visited = 8192, Refined = 16384, Negative = 32768;

    public const int Neighbours = 255;

    // The states of four coefficients at once.
    public const ulong FourTimes = 0x0001_0001_0001_0001;
}

/// <summary>The contexts of the arithmetic decoder (D.3).</summary>
internal static class Contexts
{
    public const int FirstZeroCoding = 0;
    public const int FirstSign = 9;
    public const int FirstRefinement = 14;
    public const int RunLength = 17;
    public const int Uniform = 18;
    public const int Count = 19;

    // By the neighbours' significance, for each orientation of a band.
    private static readonly byte[][] ZeroCodingTables =
        [.. Enumerable.Range(0, 4).Select(o => Enumerable.Range(0, 256).Select(state => ZeroCoding(o, state)).ToArray())];

    private static readonly byte[] SignTable = [.. Enumerable.Range(0, 256).Select(i => Sign(i << 4))];

    /// <summary>Contexts for zero coding, by the low byte of a state.</summary>
    public static byte[] ForZeroCoding(int orientation) => ZeroCodingTables[orientation];

    /// <summary>The context for the sign, and the bit with which the decision is to be exclusive-ored.</summary>
    public static (int Context, int Flip) ForSign(int state)
    {
        var entry = SignTable[(state >> 4) & 255];
        return (entry >> 1, entry & 1);
    }

    /// <summary>The context for magnitude refinement (Table D.4).</summary>
    public static int ForRefinement(int state) =>
        FirstRefinement + ((state & State.Refined) != 0 ? 2 : (state & State.Neighbours) != 0 ? 1 : 0);

    private static int Bit(int state, int flag) => (state & flag) != 0 ? 1 : 0;

    // Table D.1.
    private static byte ZeroCoding(int orientation, int state)
    {
        var horizontal = Bit(state, State.West) + Bit(state, State.East);
        var vertical = Bit(state, State.North) + Bit(state, State.South);
        var diagonal = Bit(state, State.NorthWest) + Bit(state, State.NorthEast)
            + Bit(state, State.SouthEast) + Bit(state, State.SouthWest);
        if (orientation == 1)
            (horizontal, vertical) = (vertical, horizontal);
        return (byte)(orientation == 3
            ? (diagonal, horizontal + vertical) switch
            {
                ( >= 3, _) => 8,
                (2, var side) => side >= 1 ? 7 : 6,
                (1, var side) => 3 + Math.Min(2, side),
                (_, var side) => Math.Min(2, side),
            }
            : (horizontal, vertical) switch
            {
                (2, _) => 8,
                (1, >= 1) => 7,
                (1, _) => diagonal >= 1 ? 6 : 5,
                (_, >= 1) => 2 + vertical,
                _ => Math.Min(2, diagonal),
            });
    }

    // Tables D.2 and D.3.
    private static byte Sign(int state)
    {
        var horizontal = Math.Clamp(Contribution(State.West, State.WestNegative) + Contribution(State.East, State.EastNegative), -1, 1);
        var vertical = Math.Clamp(Contribution(State.North, State.NorthNegative) + Contribution(State.South, State.SouthNegative), -1, 1);
        var flip = horizontal < 0 || (horizontal == 0 && vertical < 0);
        if (flip)
            (horizontal, vertical) = (-horizontal, -vertical);
        return (byte)(2 * (FirstSign + 3 * horizontal + vertical) + (flip ? 1 : 0));

        int Contribution(int significant, int negative) => Bit(state, significant) * (1 - 2 * Bit(state, negative));
    }
}
