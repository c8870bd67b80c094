namespace Equipoise.Statistics;

/// <summary>Scores sorted once, so that what depends on their order takes one pass for any resample.</summary>
public sealed class RankedScores
{
    private readonly int[] _order;   // from the highest score down
    private readonly double[] _scores;
    private readonly bool[] _positive;

    /// <param name="scores">One per case; higher means more positive.</param>
    /// <param name="positive">Which cases are positive.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public RankedScores(IReadOnlyList<double> scores, IReadOnlyList<bool> positive)
    {
        if (scores.Count != positive.Count)
            throw new ArgumentException($"{scores.Count} scores for {positive.Count} cases.", nameof(positive));
        if (scores.Any(double.IsNaN))
            throw new ArgumentException("A score is NaN.", nameof(scores));
        _order = [.. Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i])];
        (_scores, _positive) = ([.. scores], [.. positive]);
    }

    /// <inheritdoc cref="Statistics.Auc.Of"/>
    public double Auc(IReadOnlyList<int>? weights = null)
    {
        // Positives above, plus half of the positives at the same score, summed over the negatives.
        double wins = 0, positives = 0, negatives = 0;
        foreach (var tie in Ties(weights))
        {
            wins += tie.Negatives * (positives + tie.Positives / 2);
            positives += tie.Positives;
            negatives += tie.Negatives;
        }
        return positives > 0 && negatives > 0 ? wins / (positives * negatives) : double.NaN;
    }

    /// <summary>
    /// Average precision: the mean, over the positives, of the precision at the threshold that just includes them; cases
    /// of one score are included together, and nothing is interpolated (as scikit-learn has it).
    /// </summary>
    /// <param name="weights">How often each case counts, for resampling; null for once each.</param>
    /// <returns>In [0,1]; NaN without a positive.</returns>
    public double AveragePrecision(IReadOnlyList<int>? weights = null)
    {
        double sum = 0, positives = 0, negatives = 0;
        foreach (var tie in Ties(weights))
        {
            positives += tie.Positives;
            negatives += tie.Negatives;
            if (tie.Positives > 0)
                sum += tie.Positives * positives / (positives + negatives);
        }
        return positives > 0 ? sum / positives : double.NaN;
    }

    /// <summary>The highest sensitivity of any threshold whose specificity is at least the one given.</summary>
    /// <param name="specificity">In [0,1].</param>
    /// <param name="weights">How often each case counts, for resampling; null for once each.</param>
    /// <returns>In [0,1]; NaN without a positive or without a negative.</returns>
    public double SensitivityAt(double specificity, IReadOnlyList<int>? weights = null)
    {
        double positives = 0, negatives = 0, found = 0, alarms = 0, best = 0;
        foreach (var tie in Ties(weights))
        {
            positives += tie.Positives;
            negatives += tie.Negatives;
        }
        // A share of the negatives such as 0.05 * 20 must not miss by a rounding.
        var allowed = (1 - specificity) * negatives * (1 + 1e-12);
        foreach (var tie in Ties(weights))
        {
            found += tie.Positives;
            alarms += tie.Negatives;
            if (alarms <= allowed)
                best = found;
        }
        return positives > 0 && negatives > 0 ? best / positives : double.NaN;
    }

    // The cases of each score, from the highest down.
    private IEnumerable<(double Positives, double Negatives)> Ties(IReadOnlyList<int>? weights)
    {
        for (var i = 0; i < _order.Length;)
        {
            double positives = 0, negatives = 0;
            var score = _scores[_order[i]];
            for (; i < _order.Length && _scores[_order[i]] == score; i++)
            {
                var weight = weights?[_order[i]] ?? 1;
                if (_positive[_order[i]])
                    positives += weight;
                else
                    negatives += weight;
            }
            yield return (positives, negatives);
        }
    }
}
