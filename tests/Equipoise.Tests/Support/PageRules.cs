using System.Text.RegularExpressions;

namespace Equipoise.Tests.Support;

/// <summary>What holds for every page.</summary>
internal static partial class PageRules
{
    /// <summary>Everything that it refers to lies within it.</summary>
    /// <returns>How many references there are.</returns>
    public static int AsksNothingOfTheNetwork(string html)
    {
        var references = Reference().Matches(html).Select(m => m.Groups[1].Value).ToList();
        Assert.All(references, r => Assert.True(r.StartsWith("data:") || r.StartsWith('#'), r));
        Assert.All(Url().Matches(html), m => Assert.StartsWith("#", m.Groups[1].Value));
        Assert.DoesNotContain("@import", html);
        return references.Count;
    }

    /// <summary>Headings in order, landmarks once, captions, names of pictures, targets of links.</summary>
    public static void IsInOrder(string html)
    {
        var levels = Heading().Matches(html).Select(m => int.Parse(m.Groups[1].Value)).ToList();
        Assert.Equal(1, levels[0]);
        Assert.Equal(1, levels.Count(l => l == 1));
        Assert.All(levels.Zip(levels.Skip(1)), p => Assert.True(p.Second <= p.First + 1));
        Assert.Contains("<html lang=\"en\">", html);
        foreach (var landmark in (string[])["<header", "<main", "<nav", "<footer"])
            Assert.Equal(1, Regex.Count(html, landmark + @"[\s>]"));
        Assert.Equal(Regex.Count(html, "<table"), Regex.Count(html, "<caption"));
        Assert.All(Regex.Matches(html, "<th(?![^>]*scope=)[^ead>]*>"), m => Assert.Fail(m.Value));
        var ids = Regex.Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(Regex.Matches(html, "href=\"#([^\"]+)\""), m => Assert.Contains(m.Groups[1].Value, ids));
    }

    /// <summary>Every picture has words in its place.</summary>
    public static void HasNamesOfPictures(string html) =>
        Assert.All(Regex.Matches(html, "<img(?![^>]*alt=\"[^\"]+\")[^>]*>"), m => Assert.Fail(m.Value[..Math.Min(80, m.Length)]));

    [GeneratedRegex("\\s(?:src|href|action|data|poster|srcset|xlink:href)=\"([^\"]*)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"url\(([^)]*)\)")]
    private static partial Regex Url();

    [GeneratedRegex("<h([1-6])[ >]")]
    private static partial Regex Heading();
}
