using System.Text;

namespace Equipoise.Reporting;

/// <summary>A text under headings that goes with a dataset or a model wherever that is given on.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Parts">Headings, each with its sentences.</param>
public sealed record Card(string Name, string Title, IReadOnlyList<CardPart> Parts)
{
    /// <summary>As Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"# {MarkdownReport.Escape(Title)}\n");
        foreach (var part in Parts)
        {
            text.Append($"\n## {MarkdownReport.Escape(part.Heading)}\n\n");
            foreach (var sentence in part.Sentences)
                text.Append($"- {MarkdownReport.Escape(sentence)}\n");
        }
        return text.ToString();
    }
}

/// <summary>A heading and what is to be said under it.</summary>
public sealed record CardPart(string Heading, IReadOnlyList<string> Sentences);
