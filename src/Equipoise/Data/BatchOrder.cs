using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>
/// The order in which training sees a set: an endless row of shuffles. Where a step stands in it is a function of the
/// step alone, so resuming needs no state.
/// </summary>
public sealed class BatchOrder(int count, int batchSize, Seed seed)
{
    private long _shuffle = -1;
    private int[] _order = [];

    /// <summary>The members of the batch of this step, from 0.</summary>
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
