namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// Keeps the nearest of a stream of candidates; of equally near ones those of lower number. A distance and its number form one
/// key, for floats of one sign are ordered as their bits are.
/// </summary>
internal sealed class NearestKeys(int count)
{
    private readonly ulong[] _keys = new ulong[3 * count];
    private int _filled;

    /// <summary>No candidate at this distance or beyond is wanted.</summary>
    public float Limit { get; private set; } = float.PositiveInfinity;

    public void Clear() => (_filled, Limit) = (0, float.PositiveInfinity);

    /// <param name="distance">At least 0.</param>
    public void Add(float distance, int number)
    {
        if (!(distance < Limit))
            return;
        _keys[_filled++] = (ulong)BitConverter.SingleToUInt32Bits(distance) << 32 | (uint)number;
        if (_filled == _keys.Length)
            Prune();
    }

    /// <summary>Writes the nearest, nearest first; there must have been enough candidates.</summary>
    public void Take(Span<float> distances, Span<int> numbers)
    {
        Prune();
        for (var i = 0; i < count; i++)
        {
            distances[i] = BitConverter.UInt32BitsToSingle((uint)(_keys[i] >> 32));
            numbers[i] = (int)(uint)_keys[i];
        }
    }

    private void Prune()
    {
        Array.Sort(_keys, 0, _filled);
        _filled = Math.Min(_filled, count);
        if (_filled == count)
            Limit = BitConverter.UInt32BitsToSingle((uint)(_keys[count - 1] >> 32));
    }
}
