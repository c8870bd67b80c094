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
        double n = x.Length, shifted = 0;
        (_minimum, _maximum) = (x[0], x[0]);
        // Shifted by a value of the image, the mean of a flat one is exact and its variance 0.
        foreach (var v in x)
        {
            shifted += v - x[0];
            _squares += v * v / n;
            _minimum = v < _minimum ? v : _minimum;
            _maximum = v > _maximum ? v : _maximum;
        }
        _mean = x[0] + shifted / n;
        _quantiles = Quantiles.Of(x, _minimum, _maximum, [0.1, 0.25, 0.5, 0.75, 0.9]);
        double m2 = 0, m3 = 0, m4 = 0, robustSum = 0, robustCount = 0;
        foreach (var v in x)
        {
            var (d, inside) = (v - _mean, IsRobust(v));
            var square = d * d;
            (m2, m3, m4) = (m2 + square, m3 + square * d, m4 + square * square);
            _meanDeviation += Math.Abs(d) / n;
            _medianDeviation += Math.Abs(v - _quantiles[2]) / n;
            (robustSum, robustCount) = inside ? (robustSum + (v - x[0]), robustCount + 1) : (robustSum, robustCount);
        }
        _variance = m2 / n;
        (_skewness, _kurtosis) = m2 > 0 ? (m3 / n / Math.Pow(_variance, 1.5), m4 / n / (_variance * _variance) - 3) : (0, 0);
        var robustMean = x[0] + robustSum / robustCount;
        foreach (var v in x)
            _robustDeviation += IsRobust(v) ? Math.Abs(v - robustMean) / robustCount : 0;
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

    private bool IsRobust(double v) => v >= _quantiles[0] && v <= _quantiles[4];

    private static double Ratio(double a, double b) => b > 0 ? a / b : 0;
}
