using System.Globalization;
using CsvHelper;

namespace Equipoise.Common;

/// <summary>RFC 4180 tables: comma, quotes where needed, invariant numbers that round-trip, LF.</summary>
public static class Csv
{
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n", HasHeader = false, FormatProvider = CultureInfo.InvariantCulture };

    public static string Write(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        using var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, Format, leaveOpen: true))
            foreach (var row in rows.Prepend(header))
                csv.WriteRecord([.. row.Select(v => v is IFormattable f ? f.ToString(null, CultureInfo.InvariantCulture) : v?.ToString() ?? "")]);
        return text.ToString();
    }

    /// <summary>Reads a table with a header: each row as a dictionary by column.</summary>
    /// <exception cref="UserException">The file cannot be read, or a row does not fit the header.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var csv = CsvReader.Create(stream, new CsvReaderOptions { Separator = ',', HasHeader = true });
            var rows = new List<IReadOnlyDictionary<string, string>>();
            while (csv.Read())
                rows.Add(csv.Headers.Select((name, i) => (name, value: csv.GetString(i))).ToDictionary(f => f.name, f => f.value));
            return rows;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvFormatException or CsvValidationException or ArgumentException)
        {
            throw new UserException(ExitCode.BadData, $"'{path}' cannot be read as a table: {e.Message}", inner: e);
        }
    }
}
