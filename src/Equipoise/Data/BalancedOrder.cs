using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>Every class equally often: the classes take turns, each in an endless row of shuffles of its own.</summary>
public sealed class BalancedOrder : IBatchOrder
{
    private readonly (int[] Members, ShuffledOrder Order)[] _classes;
    private readonly int _batchSize;

    public BalancedOrder(IReadOnlyList<int> labels, int classes, int batchSize, Seed seed)
    {
        _batchSize = batchSize;
        _classes =
        [
            .. Enumerable.Range(0, classes)
                .Select(c => Enumerable.Range(0, labels.Count).Where(i => labels[i] == c).ToArray())
                .Where(members => members.Length > 0)
                .Select((members, c) => (members, new ShuffledOrder(members.Length, 1, seed.For(c)))),
        ];
    }

    /// <inheritdoc/>
    public int[] At(long step)
    {
        var batch = new int[_batchSize];
        for (var i = 0; i < _batchSize; i++)
        {
            var (turn, c) = Math.DivRem(step * _batchSize + i, _classes.Length);
            batch[i] = _classes[c].Members[_classes[c].Order.At(turn)[0]];
        }
        return batch;
    }
}
