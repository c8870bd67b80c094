namespace Equipoise.Statistics;

/// <summary>Scores sorted once, so that the area under the curve of any resample takes one pass.</summary>
public sealed class RankedScores
{
    private readonly int[] _order;
    private readonly double[] _scores;
    private readonly bool[] _positive;

    public RankedScores(IReadOnlyList<double> scores, IReadOnlyList<bool> positive)
    {
        if (scores.Count != positive.Count)
            throw new ArgumentException($"{scores.Count} scores for {positive.Count} cases.", nameof(positive));
        if (scores.Any(double.IsNaN))
            throw new ArgumentException("A score is NaN.", nameof(scores));
        _order = [.. Enumerable.Range(0, scores.Count).OrderBy(i => scores[i])];
        (_scores, _positive) = ([.. scores], [.. positive]);
    }

    /// <inheritdoc cref="Statistics.Auc.Of"/>
    public double Auc(IReadOnlyList<int>? weights = null)
    {
        // Negatives below, plus half of the negatives at the same score, summed over the positives.
        double wins = 0, positives = 0, negatives = 0;
        for (var i = 0; i < _order.Length;)
        {
            double tiedPositives = 0, tiedNegatives = 0;
            var score = _scores[_order[i]];
            for (; i < _order.Length && _scores[_order[i]] == score; i++)
            {
                var weight = weights?[_order[i]] ?? 1;
                if (_positive[_order[i]])
                    tiedPositives += weight;
                else
                    tiedNegatives += weight;
            }
            wins += tiedPositives * (negatives + tiedNegatives / 2);
            positives += tiedPositives;
            negatives += tiedNegatives;
        }
        return positives > 0 && negatives > 0 ? wins / (positives * negatives) : double.NaN;
    }
}
