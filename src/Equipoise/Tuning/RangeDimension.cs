using System.Globalization;
using System.Text.Json.Nodes;
using Equipoise.Common;

namespace Equipoise.Tuning;

/// <summary>A setting that takes any number of a range. Drawn numbers are rounded to three digits, for people to read and write.</summary>
/// <param name="Low">The least, above 0 where the scale is logarithmic.</param>
/// <param name="High">The greatest.</param>
/// <param name="Integer">Whether only whole numbers are taken.</param>
public sealed record RangeDimension(string Setting, double Low, double High, RangeScale Scale, bool Integer) : Dimension(Setting)
{
    /// <inheritdoc/>
    public override JsonNode Draw(SplitMix random)
    {
        // Half a number more at either end, so that the ends are as likely as any other.
        var (low, high) = Integer && Scale == RangeScale.Linear ? (Low - 0.5, High + 0.5) : (Low, High);
        var drawn = Scale == RangeScale.Log ? Math.Exp(random.Uniform(Math.Log(low), Math.Log(high))) : random.Uniform(low, high);
        return Integer
            ? JsonValue.Create((long)Math.Clamp(Math.Round(drawn), Low, High))
            : JsonValue.Create(Math.Clamp(double.Parse(drawn.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), Low, High));
    }
}
