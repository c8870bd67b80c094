namespace Equipoise.Imaging.Jpeg2000;

/// <summary>Coded bytes of some passes of a code-block, as they came in one packet.</summary>
/// <param name="Start">Offset in the codestream.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Passes">Coding passes, all of one codeword segment.</param>
internal readonly record struct Piece(int Start, int Length, byte Passes);

/// <summary>A rectangle of a band's coefficients, coded by itself.</summary>
/// <param name="left">First column within the tile component's plane.</param>
/// <param name="top">First row there.</param>
internal sealed class CodeBlock(int left, int top, int width, int height)
{
    // The first cleanup pass, and three passes on each of the next three bit planes, are never bypassed.
    private const int PassesBeforeBypass = 10;

    private readonly ushort width = (ushort)width;
    private readonly ushort height = (ushort)height;
    private Piece[] pieces = [];

    public int Left { get; } = left;

    public int Top { get; } = top;

    public int Width => width;

    public int Height => height;

    public ReadOnlySpan<Piece> Pieces => pieces;

    /// <summary>Coding passes in all pieces so far.</summary>
    public byte Passes { get; private set; }

    /// <summary>Bit planes that are coded, the rest being zero.</summary>
    public byte Planes { get; set; }

    /// <summary>The state of the code for lengths (B.10.7.1).</summary>
    public byte LengthBits { get; set; } = 3;

    // Most blocks have one piece and none can have more than its passes, so that the smallest array is best.
    public void Add(Piece piece)
    {
        pieces = [.. pieces, piece];
        Passes += piece.Passes;
    }

    /// <summary>How many passes, from this one on, share one codeword segment (Table D.8, Table D.9).</summary>
    public static int PassesInSegment(BlockStyles styles, int pass) =>
        styles.HasFlag(BlockStyles.TerminateAll) ? 1
        : !styles.HasFlag(BlockStyles.Bypass) ? int.MaxValue
        : pass < PassesBeforeBypass ? PassesBeforeBypass - pass
        : (pass - PassesBeforeBypass) % 3 == 0 ? 2 : 1;

    /// <summary>Whether this pass is coded as plain bits.</summary>
    public static bool IsBypassed(BlockStyles styles, int pass) =>
        styles.HasFlag(BlockStyles.Bypass) && pass >= PassesBeforeBypass && (pass - PassesBeforeBypass) % 3 < 2;
}
