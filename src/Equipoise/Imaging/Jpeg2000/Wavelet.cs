using System.Numerics;
using System.Runtime.InteropServices;

namespace Equipoise.Imaging.Jpeg2000;

/// <summary>
/// The inverse wavelet transforms (Annex F). A plane holds bands as they are nested: the lower resolution at the upper
/// left, HL at its right, LH below. Samples of the 9/7 transform are float32, kept as their bits.
/// </summary>
internal sealed class Wavelet
{
    // So many rows or columns are transformed side by side: they fill cache lines and vector registers.
    private const int Lanes = 32;

    // Table F.4, and K of F.3.8.2.
    private const float Alpha = -1.586134342059924f, Beta = -0.052980118572961f, Gamma = 0.882911075530934f, Delta = 0.443506852043971f;
    private const float K = 1.230174104914001f;

    private int[] lines = [];

    /// <summary>Undoes one decomposition at the upper left of a plane.</summary>
    /// <param name="plane">Rows of <paramref name="stride"/> samples.</param>
    /// <param name="lower">The next lower resolution.</param>
    /// <param name="area">The resolution to be made.</param>
    public void Inverse(int[] plane, int stride, Area lower, Area area, bool reversible)
    {
        // One odd coordinate leaves nothing for the next lower resolution.
        if (area.IsEmpty)
            return;
        Transform(plane, (area.Width, 1, area.X0 & 1, lower.Width), (area.Height, stride), reversible);
        Transform(plane, (area.Height, stride, area.Y0 & 1, lower.Height), (area.Width, 1), reversible);
    }

    // Transforms lines of Length samples, Step apart in the plane; Low of them are low-pass, and come first.
    // Parity is 1 where a line's first sample has an odd coordinate.
    private void Transform(
        int[] plane, (int Length, int Step, int Parity, int Low) line, (int Count, int Step) across, bool reversible)
    {
        for (var first = 0; first < across.Count; first += Lanes)
        {
            var lanes = Math.Min(Lanes, across.Count - first);
            if (lines.Length < line.Length * lanes)
                lines = new int[line.Length * lanes];
            for (var i = 0; i < line.Length; i++)
            {
                var (from, to) = (i * line.Step + first * across.Step, Interleaved(i) * lanes);
                for (var lane = 0; lane < lanes; lane++, from += across.Step)
                    lines[to + lane] = plane[from];
            }
            if (reversible)
                Reversible(line.Length, line.Parity, lanes);
            else
                Irreversible(line.Length, line.Parity, lanes);
            for (var i = 0; i < line.Length; i++)
            {
                var (from, to) = (i * lanes, i * line.Step + first * across.Step);
                for (var lane = 0; lane < lanes; lane++, to += across.Step)
                    plane[to] = lines[from + lane];
            }
        }

        int Interleaved(int i) => i < line.Low ? 2 * i + line.Parity : 2 * (i - line.Low) + 1 - line.Parity;
    }

    // F.3.8.1, where a single sample is halved if its coordinate is odd.
    private void Reversible(int length, int parity, int lanes)
    {
        if (length > 1)
        {
            Lift(lines, length, parity, lanes, static (line, left, right) => Add(line, left, right, -1, 2, 2));
            Lift(lines, length, 1 - parity, lanes, static (line, left, right) => Add(line, left, right, 1, 0, 1));
        }
        else if (parity == 1)
            foreach (ref var sample in lines.AsSpan(0, lanes))
                sample /= 2;
    }

    // F.3.8.2.
    private void Irreversible(int length, int parity, int lanes)
    {
        var samples = MemoryMarshal.Cast<int, float>(lines.AsSpan(0, length * lanes));
        if (length > 1)
        {
            for (var i = 0; i < length; i++)
                Scale(samples.Slice(i * lanes, lanes), ((i ^ parity) & 1) == 0 ? K : 1 / K);
            Lift(samples, length, parity, lanes, static (line, left, right) => Add(line, left, right, -Delta));
            Lift(samples, length, 1 - parity, lanes, static (line, left, right) => Add(line, left, right, -Gamma));
            Lift(samples, length, parity, lanes, static (line, left, right) => Add(line, left, right, -Beta));
            Lift(samples, length, 1 - parity, lanes, static (line, left, right) => Add(line, left, right, -Alpha));
        }
        else if (parity == 1)
            Scale(samples, 0.5f);
    }

    private delegate void Step<T>(Span<T> line, ReadOnlySpan<T> left, ReadOnlySpan<T> right);

    // Changes every second sample by its two neighbours; at the ends the signal is mirrored.
    private static void Lift<T>(Span<T> samples, int length, int first, int lanes, Step<T> step)
    {
        for (var i = first; i < length; i += 2)
        {
            var left = i > 0 ? i - 1 : 1;
            var right = i < length - 1 ? i + 1 : length - 2;
            step(samples.Slice(i * lanes, lanes), samples.Slice(left * lanes, lanes), samples.Slice(right * lanes, lanes));
        }
    }

    private static void Add(Span<int> line, ReadOnlySpan<int> left, ReadOnlySpan<int> right, int sign, int rounding, int shift)
    {
        var i = 0;
        for (; i <= line.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            var sum = (new Vector<int>(left[i..]) + new Vector<int>(right[i..]) + new Vector<int>(rounding)) >> shift;
            (new Vector<int>(line[i..]) + sum * sign).CopyTo(line[i..]);
        }
        for (; i < line.Length; i++)
            line[i] += sign * ((left[i] + right[i] + rounding) >> shift);
    }

    private static void Add(Span<float> line, ReadOnlySpan<float> left, ReadOnlySpan<float> right, float factor)
    {
        var i = 0;
        for (; i <= line.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(line[i..]) + factor * (new Vector<float>(left[i..]) + new Vector<float>(right[i..]))).CopyTo(line[i..]);
        for (; i < line.Length; i++)
            line[i] += factor * (left[i] + right[i]);
    }

    private static void Scale(Span<float> line, float factor)
    {
        foreach (ref var sample in line)
            sample *= factor;
    }
}
