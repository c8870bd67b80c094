namespace Equipoise.Common;

/// <summary>"Did you mean": the known word nearest to a mistyped one.</summary>
public static class Suggestion
{
    /// <summary>A sentence that names the nearest word, if one is near, and all that are allowed.</summary>
    public static string Among(string word, IEnumerable<string> known)
    {
        var all = known.ToList();
        var allowed = $"Known: {string.Join(", ", all)}.";
        return Nearest(word, all) is { } near ? $"Did you mean '{near}'? {allowed}" : allowed;
    }

    /// <summary>The word at the smallest edit distance, at most a third of its length plus one; null if none.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) =>
        known.Select(k => (Word: k, Distance: Distance(word.ToLowerInvariant(), k.ToLowerInvariant())))
            .Where(k => k.Distance <= 1 + Math.Max(word.Length, k.Word.Length) / 3)
            .OrderBy(k => k.Distance).Select(k => k.Word).FirstOrDefault();

    /// <summary>Levenshtein distance.</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
