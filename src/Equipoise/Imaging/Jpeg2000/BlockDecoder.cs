using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Equipoise.Imaging.Jpeg2000;

/// <summary>
/// Decodes code-blocks (tier 1, Annex D). Coefficients lie column by column with a border around them, so that the
/// four of a stripe's column are neighbours in memory and can be looked at together.
/// </summary>
internal sealed class BlockDecoder(ReadOnlyMemory<byte> content)
{
    private const int StripeHeight = 4;

    private readonly MqDecoder mq = new();
    private readonly RawBits raw = new();
    private byte[] segment = [];
    private ushort[] states = [];
    private int[] magnitudes = [];
    private byte[] zeroCoding = [];
    private int width;
    private int height;
    private int stride;
    private bool bypassed;
    private bool causal;

    /// <summary>Decodes a block; its coefficients are then at <see cref="this[int, int]"/>.</summary>
    /// <exception cref="UnreadableImageException">A segmentation symbol is not what it must be.</exception>
    public void Decode(CodeBlock block, BlockStyles styles, int orientation)
    {
        Clear(block);
        zeroCoding = Contexts.ForZeroCoding(orientation);
        causal = styles.HasFlag(BlockStyles.VerticallyCausal);
        mq.ResetContexts();
        var pieces = block.Pieces;
        for (var pass = 0; pieces.Length > 0;)
        {
            bypassed = CodeBlock.IsBypassed(styles, pass);
            var end = TakeSegment(ref pieces, pass, CodeBlock.PassesInSegment(styles, pass));
            if (bypassed)
                raw.Begin(segment);
            else
                mq.Begin(segment);
            for (; pass < end; pass++)
                DecodePass(pass, block.Planes, styles);
        }
    }

    /// <summary>Twice the coefficient: the lowest bit stands for the middle of what the bits not decoded leave open.</summary>
    public int this[int x, int y] =>
        Index(x, y) is var i && (states[i] & State.Negative) != 0 ? -magnitudes[i] : magnitudes[i];

    private int Index(int x, int y) => (x + 1) * stride + y + 1;

    private void Clear(CodeBlock block)
    {
        (width, height) = (block.Width, block.Height);
        stride = (height + StripeHeight - 1) / StripeHeight * StripeHeight + 2;
        var size = (width + 2) * stride + StripeHeight;
        if (states.Length < size)
            (states, magnitudes) = (new ushort[size], new int[size]);
        states.AsSpan(0, size).Clear();
        magnitudes.AsSpan(0, size).Clear();
    }

    // Joins the pieces of one codeword segment, and ends it as the bit readers need it. Returns the pass after the last.
    private int TakeSegment(ref ReadOnlySpan<Piece> pieces, int pass, int passes)
    {
        var (count, end, length) = (0, pass, 0);
        for (; count < pieces.Length && end - pass < passes; count++)
            (end, length) = (end + pieces[count].Passes, length + pieces[count].Length);
        if (segment.Length < length + 2)
            segment = new byte[Math.Max(length + 2, 2 * segment.Length)];
        var at = 0;
        foreach (var piece in pieces[..count])
        {
            content.Span.Slice(piece.Start, piece.Length).CopyTo(segment.AsSpan(at));
            at += piece.Length;
        }
        segment.AsSpan(at, 2).Fill(0xFF);
        pieces = pieces[count..];
        return end;
    }

    private void DecodePass(int pass, int planes, BlockStyles styles)
    {
        var plane = planes - 1 - (pass + 2) / 3;
        switch ((pass + 2) % 3)
        {
            case 0:
                PropagateSignificance(plane);
                break;
            case 1:
                RefineMagnitudes(plane);
                break;
            default:
                CleanUp(plane);
                if (styles.HasFlag(BlockStyles.SegmentationSymbols) && ReadSegmentationSymbol() != 0b1010)
                    throw new UnreadableImageException("damaged JPEG 2000: a segmentation symbol is wrong");
                break;
        }
        if (styles.HasFlag(BlockStyles.ResetContexts))
            mq.ResetContexts();
    }

    private int ReadSegmentationSymbol() => 8 * Uniform() + 4 * Uniform() + 2 * Uniform() + Uniform();

    private int Uniform() => mq.Decode(Contexts.Uniform);

    private void PropagateSignificance(int plane)
    {
        for (var top = 0; top < height; top += StripeHeight)
            for (var x = 0; x < width; x++)
            {
                var first = Index(x, top);
                if ((Four(first) & State.Neighbours * State.FourTimes) == 0)
                    continue;
                for (var i = first; i < first + Math.Min(StripeHeight, height - top); i++)
                {
                    var state = states[i];
                    if ((state & State.Significant) != 0 || (state & State.Neighbours) == 0)
                        continue;
                    if ((bypassed ? raw.Next() : mq.Decode(zeroCoding[state & State.Neighbours])) != 0)
                        BecomeSignificant(i, i == first, plane);
                    states[i] |= State.Visited;
                }
            }
    }

    private void RefineMagnitudes(int plane)
    {
        var half = 1 << plane;
        for (var top = 0; top < height; top += StripeHeight)
            for (var x = 0; x < width; x++)
            {
                var first = Index(x, top);
                if ((Four(first) & State.Significant * State.FourTimes) == 0)
                    continue;
                for (var i = first; i < first + Math.Min(StripeHeight, height - top); i++)
                {
                    var state = states[i];
                    if ((state & (State.Significant | State.Visited)) != State.Significant)
                        continue;
                    var bit = bypassed ? raw.Next() : mq.Decode(Contexts.ForRefinement(state));
                    magnitudes[i] += bit != 0 ? half : -half;
                    states[i] |= State.Refined;
                }
            }
    }

    private void CleanUp(int plane)
    {
        for (var top = 0; top < height; top += StripeHeight)
            for (var x = 0; x < width; x++)
            {
                var first = Index(x, top);
                var (i, end) = (first, first + Math.Min(StripeHeight, height - top));
                if (end == first + StripeHeight && Four(first) == 0)
                {
                    if (mq.Decode(Contexts.RunLength) == 0)
                        continue;
                    i += 2 * Uniform() + Uniform();
                    BecomeSignificant(i, i == first, plane);
                    i++;
                }
                for (; i < end; i++)
                    if ((states[i] & (State.Significant | State.Visited)) == 0
                        && mq.Decode(zeroCoding[states[i] & State.Neighbours]) != 0)
                        BecomeSignificant(i, i == first, plane);
                for (i = first; i < end; i++)
                    states[i] &= State.Visited ^ 0xFFFF;
            }
    }

    // Decodes the sign, and tells the neighbours; the stripe above must not know of it if contexts are vertically causal.
    private void BecomeSignificant(int i, bool topOfStripe, int plane)
    {
        var negative = bypassed ? raw.Next() : DecodeSign(states[i]);
        magnitudes[i] = 3 << plane;
        states[i] |= (ushort)(State.Significant | negative * State.Negative);
        states[i + 1] |= (ushort)(State.North | negative * State.NorthNegative);
        states[i - stride] |= (ushort)(State.East | negative * State.EastNegative);
        states[i + stride] |= (ushort)(State.West | negative * State.WestNegative);
        states[i - stride + 1] |= State.NorthEast;
        states[i + stride + 1] |= State.NorthWest;
        if (causal && topOfStripe)
            return;
        states[i - 1] |= (ushort)(State.South | negative * State.SouthNegative);
        states[i - stride - 1] |= State.SouthEast;
        states[i + stride - 1] |= State.SouthWest;
    }

    private int DecodeSign(int state)
    {
        var (context, flip) = Contexts.ForSign(state);
        return mq.Decode(context) ^ flip;
    }

    // The states of the four coefficients of a stripe's column. Below the block they may hold neighbours, but nothing else.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Four(int first) => MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(states.AsSpan(first, StripeHeight)));
}
