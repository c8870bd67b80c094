namespace Equipoise.Common;

/// <summary>Names that come from data, made safe to show: a terminal obeys control characters.</summary>
public static class Printable
{
    private const int Longest = 200;

    /// <summary>The name with every control character and half surrogate replaced, cut after 200 characters.</summary>
    public static string Name(string name)
    {
        var shown = string.Concat(name.EnumerateRunes().Take(Longest + 1)
            .Select(r => System.Text.Rune.IsControl(r) ? "\uFFFD" : r.ToString()));
        return shown.Length > Longest ? $"{shown[..Longest]}..." : shown;
    }
}
