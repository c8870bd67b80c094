using System.Globalization;
using Equipoise.Reporting.Drawing;

namespace Equipoise.Reporting;

/// <summary>Colours from the best to the worst: blue over grey to orange, which those tell apart who do not tell red from green.</summary>
internal static class RankColors
{
    private const string Grey = "#98a1ab";

    /// <param name="share">0 for the best, 1 for the worst.</param>
    public static string At(double share) => share < 0.5 ? Between(Look.Blue, Grey, 2 * share) : Between(Grey, Look.Orange, 2 * share - 1);

    private static string Between(string from, string to, double share) => "#" + string.Concat(Enumerable.Range(0, 3).Select(i =>
    {
        var (a, b) = (Part(from, i), Part(to, i));
        return ((int)Math.Round(a + share * (b - a))).ToString("x2", CultureInfo.InvariantCulture);
    }));

    private static int Part(string color, int i) => int.Parse(color.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
