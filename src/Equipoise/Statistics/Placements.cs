namespace Equipoise.Statistics;

/// <summary>Where each case stands among those of the other kind: what the variance of an area under the ROC curve is made of.</summary>
internal static class Placements
{
    /// <summary>Of a positive the share of negatives below, of a negative the share of positives above, ties counting half: with
    /// mid-ranks among all and among its own kind (Sun and Xu 2014), in N log N.</summary>
    /// <returns>One per case, in [0,1]; the mean over either kind is the area.</returns>
    public static double[] Of(IReadOnlyList<double> scores, IReadOnlyList<bool> positive)
    {
        var all = MidRanks(scores, [.. Enumerable.Range(0, scores.Count)]);
        var placements = new double[scores.Count];
        foreach (var kind in new[] { true, false })
        {
            int[] own = [.. Enumerable.Range(0, scores.Count).Where(i => positive[i] == kind)];
            var among = MidRanks(scores, own);
            double others = scores.Count - own.Length;
            for (var k = 0; k < own.Length; k++)
                if ((all[own[k]] - among[k]) / others is var below)
                    placements[own[k]] = kind ? below : 1 - below;
        }
        return placements;
    }

    private static double[] MidRanks(IReadOnlyList<double> scores, int[] cases)
    {
        var order = Enumerable.Range(0, cases.Length).OrderBy(k => scores[cases[k]]).ToArray();
        var ranks = new double[cases.Length];
        for (int first = 0, end; first < order.Length; first = end)
        {
            for (end = first + 1; end < order.Length && scores[cases[order[end]]] == scores[cases[order[first]]];)
                end++;
            for (var k = first; k < end; k++)
                ranks[order[k]] = (first + end + 1) / 2.0;
        }
        return ranks;
    }
}
