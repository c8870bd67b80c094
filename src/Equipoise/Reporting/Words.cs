using System.Globalization;
using System.Text;
using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>Numbers and names as every table, figure and sentence of a report has them.</summary>
public static class Words
{
    /// <summary>An area under the curve, three decimals; a dash where there is none.</summary>
    public static string Auc(double auc) => double.IsNaN(auc) ? "–" : auc.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A difference with its sign.</summary>
    public static string Signed(double value) =>
        double.IsNaN(value) ? "–" : value.ToString("+0.000;\u22120.000;0.000", CultureInfo.InvariantCulture);

    /// <summary>An interval of areas.</summary>
    public static string Interval(double low, double high) => $"[{Auc(low)},\u00a0{Auc(high)}]";

    /// <summary>An interval of differences.</summary>
    public static string SignedInterval(double low, double high) => $"[{Signed(low)},\u00a0{Signed(high)}]";

    /// <summary>A p-value, three decimals; a dash where there is none.</summary>
    public static string PValue(double p) =>
        double.IsNaN(p) ? "–" : p < 0.001 ? "<\u00a00.001" : p > 0.999 ? ">\u00a00.999" : p.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A share: 5 %, 2.5 %.</summary>
    public static string Percent(double fraction) =>
        (fraction * 100).ToString("0.##", CultureInfo.InvariantCulture) + "\u00a0%";

    /// <summary>A fraction as files have it: 0.05.</summary>
    public static string Plain(double fraction) => CellId.FractionName(fraction);

    /// <summary>A count with thousands separated.</summary>
    public static string Count(long n) => n.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"1 seed", "3 seeds".</summary>
    public static string Count(long n, string one, string? many = null) => $"{Count(n)}\u00a0{(n == 1 ? one : many ?? one + "s")}";

    /// <summary>A duration, as coarse as it is long.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        double.NaN => "–",
        < 10 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + "\u00a0s",
        < 120 => seconds.ToString("0", CultureInfo.InvariantCulture) + "\u00a0s",
        < 7200 => (seconds / 60).ToString("0", CultureInfo.InvariantCulture) + "\u00a0min",
        _ => (seconds / 3600).ToString("0.0", CultureInfo.InvariantCulture) + "\u00a0h",
    };

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => items switch
    {
        [] => "",
        [var one] => one,
        _ => $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}",
    };

    /// <summary>The text without characters that XML and terminals cannot hold.</summary>
    public static string Printable(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            result.Append(Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString());
        return result.ToString();
    }

    /// <summary>A name for a file: lower case letters, digits and hyphens.</summary>
    public static string FileName(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(c) || c == '.')
                result.Append(c);
            else if (result is { Length: > 0 } && result[^1] != '-')
                result.Append('-');
        var name = result.ToString().Trim('-', '.');
        return name is "" ? "unnamed" : name.Length > 60 ? name[..60] : name;
    }
}
