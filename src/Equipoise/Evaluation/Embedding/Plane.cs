using System.Numerics;

namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// Two numbers for each point: a position, a force or a step. Arrays are padded with zeros to whole vectors, so that loops over
/// vectors need no remainder.
/// </summary>
internal sealed class Plane(int points)
{
    /// <summary>Points that one piece of parallel work takes; fixed, so that sums do not depend on the threads.</summary>
    public const int Block = 256;

    public int Points => points;

    /// <summary>Pieces of parallel work.</summary>
    public int Blocks => (points + Block - 1) / Block;

    public float[] X { get; } = new float[Padded(points)];

    public float[] Y { get; } = new float[Padded(points)];

    /// <summary>The least multiple of a vector's length that holds this many.</summary>
    public static int Padded(int count) => (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>
    /// Calls <paramref name="work"/> for the points of each block, in any order, and adds what it returns, in order.
    /// </summary>
    public double SumOverBlocks(Func<int, int, double> work)
    {
        var sums = new double[Blocks];
        Parallel.For(0, Blocks, b => sums[b] = work(b * Block, Math.Min(points, (b + 1) * Block)));
        return sums.Sum();
    }
}
