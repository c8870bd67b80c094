using System.Text;
using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary><c>report.md</c>: what the page says, but for the pictures of images, for a terminal or a repository.</summary>
public static class MarkdownReport
{
    /// <param name="figures">Those that lie in <c>figures/</c> beside it.</param>
    public static string Write(StudyResult result, IEnumerable<Figure> figures)
    {
        var text = new StringBuilder();
        void List(IEnumerable<string> items) => Paragraph(string.Join('\n', items.Select(i => $"- {Escape(i)}")));
        void Paragraph(string? content) => text.Append(content is null ? "" : $"{content}\n\n");
        Paragraph($"# {Escape(Title(result))}");
        Paragraph($"**{Escape(Findings.Headline(result))}**");
        Paragraph(Findings.Unfinished(result) is { } unfinished ? Escape(unfinished) : null);
        foreach (var finding in Findings.PerArm(result))
            text.Append($"- **{Escape(finding.Arm)}** {Escape(finding.Sentence)}\n");
        text.Append('\n');
        Paragraph(Findings.AgainstSameWithout(result) is { } same ? Escape(same) : null);
        Paragraph(Findings.AgainstNone(result) is { } none ? Escape(none) : null);
        Paragraph(Findings.SeedCaution(result) is { } caution ? $"> {Escape(caution)}" : null);
        if (Findings.Warnings(result).ToList() is { Count: > 0 } warnings)
        {
            Paragraph("## Can the data carry the answer?");
            List(warnings);
        }
        foreach (var name in (string[])["comparisons", "comparisons-to-same-without", "comparisons-to-none", "auc", "auc-per-class", "scores", "confusion", "generators", "parts", "class-counts"])
            if (ReportTables.Of(name, result) is { Rows.Count: > 0 } table)
            {
                Paragraph($"## {Escape(table.Title)}");
                Paragraph(table.Note);
                Paragraph(table.ToMarkdown().TrimEnd('\n'));
            }
        if (result.HasPublished())
            Paragraph(Escape(Protocol.PublishedNote(result)));
        Paragraph("## Figures");
        foreach (var figure in figures)
            Paragraph($"![{Escape(figure.Title)}](figures/{figure.Name}.svg)\n\n*{Escape(figure.Caption)}*");
        Paragraph("## Methods");
        foreach (var paragraph in MethodsText.Of(result))
            Paragraph(Escape(paragraph));
        Paragraph("## Limitations");
        List(Findings.Limitations(result));
        Paragraph("## To repeat");
        Paragraph($"    {Words.Printable(result.Command)}");
        Paragraph("## Settings");
        Paragraph(string.Join('\n', result.SpecJson.TrimEnd().Split('\n').Select(line => $"    {Words.Printable(line)}")));
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>What the report is called.</summary>
    public static string Title(StudyResult result) =>
        Words.Printable(result.Spec.Title is { Length: > 0 } title ? title : result.Spec.Name);

    /// <summary>Text that Markdown and the HTML within it take literally.</summary>
    internal static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in Words.Printable(text))
            _ = c switch
            {
                '<' => result.Append("&lt;"),
                '&' => result.Append("&amp;"),
                '|' or '*' or '_' or '`' or '[' or ']' or '\\' => result.Append('\\').Append(c),
                _ => result.Append(c),
            };
        return result.ToString();
    }
}
