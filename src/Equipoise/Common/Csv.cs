using System.Globalization;
using System.Text;

namespace Equipoise.Common;

/// <summary>Writes RFC 4180 tables: comma, quotes where needed, invariant numbers that round-trip, LF.</summary>
public static class Csv
{
    public static string Write(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        var text = new StringBuilder().AppendJoin(',', header.Select(Escape)).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(v => Escape(Format(v)))).Append('\n');
        return text.ToString();
    }

    private static string Format(object? value) => value switch
    {
        null => "",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Escape(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";
}
