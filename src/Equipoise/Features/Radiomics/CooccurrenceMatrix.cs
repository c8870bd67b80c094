namespace Equipoise.Features.Radiomics;

/// <summary>
/// Grey level co-occurrence matrix (IBSI reference manual, section 3.6): neighbours at Chebyshev distance 1, symmetric, the four
/// directions of the plane merged into one matrix ("2D, slice-merged"). Left out are difference average, sum average and
/// sum variance, which equal dissimilarity, twice the joint average and cluster tendency. Where all pixels are of one level
/// the correlation is 1 and the information correlations are 0, as pyradiomics has it.
/// </summary>
internal sealed class CooccurrenceMatrix
{
    private readonly int _levels;

    // p[i, j], marginals, and distributions of |i - j| and i + j; levels start at 1.
    private readonly double[,] _p;
    private readonly double[] _marginal, _difference, _sum;

    public CooccurrenceMatrix(GreyLevels image)
    {
        _levels = image.Count;
        _p = new double[_levels + 1, _levels + 1];
        _marginal = new double[_levels + 1];
        _difference = new double[_levels];
        _sum = new double[2 * _levels + 1];
        var counts = Count(image, out var total);
        for (var i = 1; i <= _levels; i++)
            for (var j = 1; j <= _levels; j++)
            {
                var p = (counts[i * (_levels + 1) + j] + counts[j * (_levels + 1) + i]) / (2.0 * total);
                _p[i, j] = p;
                _marginal[i] += p;
                _difference[Math.Abs(i - j)] += p;
                _sum[i + j] += p;
            }
    }

    public void AddTo(FeatureList features)
    {
        double mean = 0, variance = 0;
        for (var i = 1; i <= _levels; i++)
            mean += i * _marginal[i];
        for (var i = 1; i <= _levels; i++)
            variance += (i - mean) * (i - mean) * _marginal[i];
        features.Family = "glcm";
        features.Add("joint-average", mean);
        features.Add("joint-variance", variance);
        AddJoint(features, mean, variance);
        AddDifferences(features);
        AddSums(features, mean);
    }

    private void AddJoint(FeatureList features, double mean, double variance)
    {
        double maximum = 0, entropy = 0, energy = 0, autocorrelation = 0, covariance = 0, independent = 0, product = 0, single = 0;
        for (var i = 1; i <= _levels; i++)
        {
            single += Entropy.Term(_marginal[i]);
            for (var j = 1; j <= _levels; j++)
            {
                var (p, q) = (_p[i, j], _marginal[i] * _marginal[j]);
                maximum = Math.Max(maximum, p);
                entropy += Entropy.Term(p);
                energy += p * p;
                autocorrelation += i * j * p;
                covariance += (i - mean) * (j - mean) * p;
                product += Entropy.Term(q);
                independent -= p > 0 ? p * Math.Log2(q) : 0;
            }
        }
        features.Add("joint-maximum", maximum);
        features.Add("joint-entropy", entropy);
        features.Add("angular-second-moment", energy);
        features.Add("autocorrelation", autocorrelation);
        features.Add("correlation", single > 0 ? covariance / variance : 1);
        features.Add("information-correlation-1", single > 0 ? (entropy - independent) / single : 0);
        features.Add("information-correlation-2", Math.Sqrt(Math.Max(0, 1 - Math.Exp(-2 * (product - entropy)))));
    }

    private void AddDifferences(FeatureList features)
    {
        double average = 0, variance = 0, entropy = 0, contrast = 0;
        double inverse = 0, normalised = 0, moment = 0, normalisedMoment = 0, inverseVariance = 0;
        for (var k = 0; k < _levels; k++)
        {
            var (p, square, part) = (_difference[k], (double)k * k, (double)k / _levels);
            average += k * p;
            entropy += Entropy.Term(p);
            contrast += square * p;
            inverse += p / (1 + k);
            normalised += p / (1 + part);
            moment += p / (1 + square);
            normalisedMoment += p / (1 + part * part);
            inverseVariance += k > 0 ? p / square : 0;
        }
        for (var k = 0; k < _levels; k++)
            variance += (k - average) * (k - average) * _difference[k];
        features.Add("difference-variance", variance);
        features.Add("difference-entropy", entropy);
        features.Add("contrast", contrast);
        features.Add("dissimilarity", average);
        features.Add("inverse-difference", inverse);
        features.Add("normalised-inverse-difference", normalised);
        features.Add("inverse-difference-moment", moment);
        features.Add("normalised-inverse-difference-moment", normalisedMoment);
        features.Add("inverse-variance", inverseVariance);
    }

    private void AddSums(FeatureList features, double mean)
    {
        double entropy = 0, tendency = 0, shade = 0, prominence = 0;
        for (var k = 2; k <= 2 * _levels; k++)
        {
            var (p, d) = (_sum[k], k - 2 * mean);
            entropy += Entropy.Term(p);
            tendency += d * d * p;
            shade += d * d * d * p;
            prominence += d * d * d * d * p;
        }
        features.Add("sum-entropy", entropy);
        features.Add("cluster-tendency", tendency);
        features.Add("cluster-shade", shade);
        features.Add("cluster-prominence", prominence);
    }

    // Each pair once, in one order; pairs with a pixel outside the region go to row or column 0.
    private static int[] Count(GreyLevels image, out long total)
    {
        var side = image.Count + 1;
        var counts = new int[side * side];
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Values.AsSpan(y * image.Width, image.Width);
            for (var x = 1; x < row.Length; x++)
                counts[row[x - 1] * side + row[x]]++;
            if (y == 0)
                continue;
            var above = image.Values.AsSpan((y - 1) * image.Width, image.Width);
            for (var x = 0; x < row.Length; x++)
                counts[above[x] * side + row[x]]++;
            for (var x = 1; x < row.Length; x++)
            {
                counts[above[x - 1] * side + row[x]]++;
                counts[above[x] * side + row[x - 1]]++;
            }
        }
        total = 0;
        for (var i = 1; i < side; i++)
            for (var j = 1; j < side; j++)
                total += counts[i * side + j];
        return counts;
    }
}
