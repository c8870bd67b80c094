using System.Globalization;
using Equipoise.Common;
using Equipoise.Statistics;

namespace Equipoise.Classification;

/// <summary>Per-image scores as a table: path, group, class, and one column per class.</summary>
public static class ScoreFile
{
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ScoredImage> images, IReadOnlyList<string> classNames) => AtomicFile.WriteText(
        path, Csv.Write(
            ["path", "group", "class", .. classNames.Select(c => $"score:{c}")],
            images.Select(i => (IEnumerable<object?>)[i.Path, i.Group, classNames[i.Label], .. i.Scores.Select(s => (object)(float)s)])));

    /// <exception cref="UserException">The file is missing or damaged.</exception>
    public static IReadOnlyList<ScoredImage> Read(string path, IReadOnlyList<string> classNames)
    {
        var labels = classNames.Select((name, label) => (name, label)).ToDictionary(c => c.name, c => c.label);
        try
        {
            return
            [
                .. Csv.Read(path).Select(row => new ScoredImage(
                    row["path"], row["group"], labels[row["class"]],
                    [.. classNames.Select(c => double.Parse(row[$"score:{c}"], CultureInfo.InvariantCulture))])),
            ];
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException)
        {
            throw new UserException(ExitCode.BadData, $"'{path}' is not a table of scores for these classes: {e.Message}", inner: e);
        }
    }
}
