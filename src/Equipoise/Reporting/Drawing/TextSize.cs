namespace Equipoise.Reporting.Drawing;

/// <summary>
/// Widths of text without a font: generous averages over common sans serifs, for laying out only.
/// </summary>
internal static class TextSize
{
    public static double Width(string text, double size = Svg.FontSize) =>
        size * text.Sum(c => c switch
        {
            'i' or 'l' or 'j' or '.' or ',' or '|' or ' ' or '\'' => 0.32,
            'm' or 'w' or 'M' or 'W' or '%' => 0.9,
            >= 'A' and <= 'Z' => 0.7,
            > '\u2e80' => 1,
            _ => 0.58,
        });

    /// <summary>The text, or its beginning and an ellipsis where it would be wider.</summary>
    public static string Fit(string text, double width, double size = Svg.FontSize)
    {
        text = Words.Printable(text);
        if (Width(text, size) <= width)
            return text;
        var end = text.Length;
        while (end > 1 && Width(text[..end] + "…", size) > width)
            end--;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}
