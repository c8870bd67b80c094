using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Tuning;

/// <summary>A search on disk: where its files are, and that it is one search and not another.</summary>
public sealed class TuneFolder(string path)
{
    public string Path => path;

    /// <summary>A file of the search.</summary>
    public string In(params string[] parts) => System.IO.Path.Combine([path, .. parts]);

    /// <summary>Where a trial is trained with a seed.</summary>
    public string Trial(int number, int seed) => In("trials", number.ToString("D4", CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where the defaults are trained on a share of the images.</summary>
    public string Curve(double fraction, int seed) => In("curve", CellId.FractionName(fraction), seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes <c>tune.json</c>, or checks that the one that is there is the same search, which then goes on.</summary>
    /// <exception cref="UserException">Another search lies here, or the folder cannot be written.</exception>
    public void Begin(TuneCard card, IRunProgress progress)
    {
        var file = In("tune.json");
        if (NewFolder.TryBegin(file, Json.Write(card), "search"))
            return;
        var before = Json.Read<TuneCard>(file);
        var changed = JsonDifferences.Between(Node(before), Node(card)).ToList();
        if (before.Study.Run?.DataHash != card.Study.Run?.DataHash)
            changed.Add("the images themselves");
        if (changed.Count > 0)
            throw UserException.Usage(
                $"'{path}' holds another search; these differ: {string.Join(", ", changed.Take(8))}.",
                "Name another folder with --out, or remove this one.");
        card.Study.Run?.WarnOfChanges(before.Study.Run, "This search was begun with", "what is left of it", progress);
    }

    private static JsonObject Node(TuneCard card) =>
        JsonSerializer.SerializeToNode(card with { Study = card.Study with { Run = null } }, Json.Options)!.AsObject();
}
