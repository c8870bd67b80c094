using Equipoise.Common;

namespace Equipoise.Data.Phantoms;

/// <summary>A smooth random function of the plane: random values on a lattice, interpolated.</summary>
internal sealed class ValueNoise
{
    private readonly int _cells;
    private readonly float[] _values;

    /// <param name="cells">Lattice cells over the width of the image.</param>
    /// <param name="seed">What the values are drawn from.</param>
    public ValueNoise(int cells, Seed seed)
    {
        _cells = cells;
        _values = new float[cells * cells];
        var random = seed.Random();
        foreach (ref var value in _values.AsSpan())
        {
            // Four uniforms of 16 bits: near enough a normal draw, and exact on every platform.
            var bits = random.NextBits();
            var sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48);
            value = (sum - 131070f) / 37837f;
        }
    }

    /// <summary>The value at a place; mean 0, variance 1 at the lattice's nodes. Repeats beyond the image.</summary>
    public double At(double x, double y)
    {
        var (i, j) = ((x + 1) / 2 * _cells, (y + 1) / 2 * _cells);
        var (x0, y0) = ((int)Math.Floor(i), (int)Math.Floor(j));
        var (s, t) = (Soft.Step(0, 1, i - x0), Soft.Step(0, 1, j - y0));
        var (left, right, top, bottom) = (Wrap(x0), Wrap(x0 + 1), Wrap(y0) * _cells, Wrap(y0 + 1) * _cells);
        var upper = _values[top + left] + s * (_values[top + right] - _values[top + left]);
        var lower = _values[bottom + left] + s * (_values[bottom + right] - _values[bottom + left]);
        return upper + t * (lower - upper);
    }

    private int Wrap(int index)
    {
        // Nearly every place lies within the image, and a division costs more than all else here.
        if ((uint)index < (uint)_cells)
            return index;
        index %= _cells;
        return index < 0 ? index + _cells : index;
    }
}
