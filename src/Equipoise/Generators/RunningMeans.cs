namespace Equipoise.Generators;

/// <summary>Means of losses of which not every step has all.</summary>
internal sealed class RunningMeans(IReadOnlyDictionary<string, LossSum> sums)
{
    private readonly Dictionary<string, LossSum> _sums = new(sums);
    private readonly SortedDictionary<string, double> _latest = new(StringComparer.Ordinal);

    /// <summary>The last value of each loss, by name.</summary>
    public IReadOnlyDictionary<string, double> Latest => _latest;

    /// <summary>A copy of what was added so far.</summary>
    public IReadOnlyDictionary<string, LossSum> Sums => _sums.ToDictionary();

    public void Add(IReadOnlyDictionary<string, double> losses)
    {
        foreach (var (name, loss) in losses)
        {
            var (sum, count) = _sums.GetValueOrDefault(name, new(0, 0));
            _sums[name] = new(sum + loss, count + 1);
            _latest[name] = loss;
        }
    }

    /// <summary>The mean of each loss over the steps that had it.</summary>
    public IReadOnlyDictionary<string, double> Mean() => _sums.ToDictionary(s => s.Key, s => s.Value.Sum / s.Value.Count);
}
