namespace Equipoise.Features.Radiomics;

/// <summary>
/// Intensity-based statistics (IBSI reference manual, section 3.3). Percentiles interpolate linearly. Skewness and excess
/// kurtosis of a flat image are 0, as IBSI has it, and so are quotients whose divisor is 0. Deviation: the energy is divided
/// by the number of pixels, so that it does not grow with the image.
/// </summary>
internal sealed class IntensityStatistics
{
    private readonly double _mean, _variance, _skewness, _kurtosis, _minimum, _maximum, _squares;
    private readonly double _meanDeviation, _medianDeviation, _robustDeviation;
    private readonly double[] _quantiles;

    public IntensityStatistics(Plane plane)
    {
        var x = plane.Values;
        double n = x.Length, first = x[0], shifted = 0, squares = 0, minimum = first, maximum = first;
        // Shifted by a value of the image, the mean of a flat one is exact and its variance 0.
        foreach (var v in x)
        {
            shifted += v - first;
            squares += v * v;
            minimum = v < minimum ? v : minimum;
            maximum = v > maximum ? v : maximum;
        }
        (_mean, _squares, _minimum, _maximum) = (first + shifted / n, squares / n, minimum, maximum);
        _quantiles = Quantiles.Of(x, minimum, maximum, [0.1, 0.25, 0.5, 0.75, 0.9]);
        (_variance, _skewness, _kurtosis) = Moments(x, _mean);
        _meanDeviation = Deviation(x, _mean, minimum, maximum);
        _medianDeviation = Deviation(x, _quantiles[2], minimum, maximum);
        _robustDeviation = Deviation(x, Mean(x, _quantiles[0], _quantiles[4]), _quantiles[0], _quantiles[4]);
    }

    /// <summary>Those that say something of any band. The mean does not: that of a Laplacian is 0 but for rounding.</summary>
    public void AddTo(FeatureList features)
    {
        features.Family = "intensity";
        features.Add("variance", _variance);
        features.Add("skewness", _skewness);
        features.Add("excess-kurtosis", _kurtosis);
        features.Add("median", _quantiles[2]);
        features.Add("minimum", _minimum);
        features.Add("10th-percentile", _quantiles[0]);
        features.Add("90th-percentile", _quantiles[4]);
        features.Add("maximum", _maximum);
        features.Add("interquartile-range", _quantiles[3] - _quantiles[1]);
        features.Add("mean-absolute-deviation", _meanDeviation);
        features.Add("robust-mean-absolute-deviation", _robustDeviation);
    }

    /// <summary>The others, for bands in which nothing is negative.</summary>
    public void AddRatioScaleTo(FeatureList features)
    {
        features.Family = "intensity";
        features.Add("mean", _mean);
        features.Add("range", _maximum - _minimum);
        features.Add("median-absolute-deviation", _medianDeviation);
        features.Add("coefficient-of-variation", Ratio(Math.Sqrt(_variance), _mean));
        features.Add("quartile-coefficient-of-dispersion", Ratio(_quantiles[3] - _quantiles[1], _quantiles[3] + _quantiles[1]));
        features.Add("energy", _squares);
        features.Add("root-mean-square", Math.Sqrt(_squares));
    }

    private static (double Variance, double Skewness, double Kurtosis) Moments(double[] x, double mean)
    {
        double m2 = 0, m3 = 0, m4 = 0;
        foreach (var v in x)
        {
            var d = v - mean;
            var square = d * d;
            m2 += square;
            m3 += square * d;
            m4 += square * square;
        }
        var variance = m2 / x.Length;
        return variance > 0 ? (variance, m3 / x.Length / Math.Pow(variance, 1.5), m4 / x.Length / (variance * variance) - 3) : (0, 0, 0);
    }

    // The mean absolute deviation from a centre of the values between two.
    private static double Deviation(double[] x, double centre, double low, double high)
    {
        double sum = 0;
        var count = 0;
        foreach (var v in x)
            if (v >= low && v <= high)
            {
                sum += Math.Abs(v - centre);
                count++;
            }
        return sum / count;
    }

    private static double Mean(double[] x, double low, double high)
    {
        double shifted = 0;
        var count = 0;
        foreach (var v in x)
            if (v >= low && v <= high)
            {
                shifted += v - low;
                count++;
            }
        return low + shifted / count;
    }

    private static double Ratio(double a, double b) => b > 0 ? a / b : 0;
}
