using System.Globalization;
using System.Text;
using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>Rows and columns with what is needed to publish them.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">What it is.</param>
/// <param name="Note">How to read it; may be empty.</param>
/// <param name="Rows">Cells: text, numbers or null.</param>
public sealed record Table(string Name, string Title, string Note, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>All digits, for programs.</summary>
    public string ToCsv() => Csv.Write(Header, Rows);

    /// <summary>Three decimals, for people.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line(text, Header.Select(Cell));
        Line(text, Header.Select((_, i) => Rows.Any(r => r[i] is double or int) ? "---:" : "---"));
        foreach (var row in Rows)
            Line(text, row.Select(Cell));
        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Cell(object? value) => value switch
    {
        null => "",
        double d => Words.Auc(d),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => MarkdownReport.Escape(value.ToString() ?? ""),
    };
}

/// <summary>A kind of table; found through its <see cref="NamedAttribute"/>.</summary>
public interface ITable
{
    /// <summary>The table of a result; without rows where there is nothing to tell.</summary>
    Table Of(StudyResult result);
}

/// <summary>Every kind of table.</summary>
public static class ReportTables
{
    private static readonly Catalog<ITable> Catalog = new();

    public static Table Of(string name, StudyResult result) => Catalog.Get(name, "table").Create().Of(result);

    public static IEnumerable<Table> All(StudyResult result) => Catalog.Names.Select(n => Of(n, result));
}
