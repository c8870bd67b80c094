using System.Globalization;

namespace Equipoise.Reporting.Drawing;

/// <summary>A linear map from data to pixels, with round ticks.</summary>
internal sealed record Scale(double Low, double High, double From, double To)
{
    /// <summary>A scale whose ends are round and hold all finite values.</summary>
    public static Scale Around(IEnumerable<double> values, double from, double to, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        double low = finite.Min(), high = finite.Max();
        if (high - low < 1e-9)
            (low, high) = (low - 0.5, high + 0.5);
        var step = Step(high - low);
        low = Math.Max(least, Math.Floor(low / step + 1e-9) * step);
        high = Math.Min(most, Math.Ceiling(high / step - 1e-9) * step);
        return high > low ? new Scale(low, high, from, to) : new Scale(low, low + step, from, to);
    }

    public double this[double value] => From + (value - Low) / (High - Low) * (To - From);

    /// <summary>The same data on other pixels.</summary>
    public Scale On(double from, double to) => this with { From = from, To = to };

    /// <summary>Round values within the scale and their labels.</summary>
    /// <param name="spacing">Fewest pixels between two ticks.</param>
    public IEnumerable<(double Value, string Label)> Ticks(double spacing)
    {
        var count = Math.Max(2, Math.Abs(To - From) / spacing);
        var step = Step(High - Low, count);
        for (var i = (long)Math.Ceiling(Low / step - 1e-6); i * step <= High + step * 1e-6; i++)
            yield return (i * step, Label(i * step, step));
    }

    private static string Label(double value, double step)
    {
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 6);
        // A step of 0.25 needs one decimal more than its magnitude says.
        if (decimals < 6 && Math.Abs(step * Math.Pow(10, decimals) % 1) is > 1e-6 and < 1 - 1e-6)
            decimals++;
        return value.ToString((Math.Abs(value) >= 10000 ? "#,0." : "0.") + new string('0', decimals), CultureInfo.InvariantCulture)
            .Replace('-', '\u2212');
    }

    private static double Step(double range, double count = 5)
    {
        var raw = range / count;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return magnitude * ((raw / magnitude) switch { <= 1.0001 => 1, <= 2.0001 => 2, <= 5.0001 => 5, _ => 10 });
    }
}
