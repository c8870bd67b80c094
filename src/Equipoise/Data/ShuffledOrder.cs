using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>
/// The order in which training sees a set: an endless row of shuffles. Where a step stands in it is a function of the
/// step alone, so resuming needs no state.
/// </summary>
public sealed class ShuffledOrder(int count, int batchSize, Seed seed) : IBatchOrder
{
    private long _shuffle = -1;
    private int[] _order = [];

    /// <inheritdoc/>
    public int[] At(long step)
    {
        var batch = new int[batchSize];
        for (var i = 0; i < batchSize; i++)
        {
            var (shuffle, position) = Math.DivRem(step * batchSize + i, count);
            batch[i] = Order(shuffle)[position];
        }
        return batch;
    }

    private int[] Order(long shuffle)
    {
        if (_shuffle != shuffle)
        {
            _order = [.. Enumerable.Range(0, count)];
            seed.For(shuffle).Random().Permute(_order);
            _shuffle = shuffle;
        }
        return _order;
    }
}
