using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;

namespace Equipoise.Studies;

/// <summary>What ran a study; stands in <c>study.json</c> beside the settings and is ignored when that is read as a study.</summary>
public sealed record RunRecord
{
    /// <summary>The command, as typed.</summary>
    public string Command { get; init; } = "";

    /// <summary>SHA-256 over path, label, patient and hash of all usable images, in order, and the class names.</summary>
    public string DataHash { get; init; } = "";

    /// <summary>The classes, in label order.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Whether the test images are those that the source brings along, the same for every seed.</summary>
    public bool PublishedTest { get; init; }

    /// <summary>Versions, machine, threads, precision.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The record of a run that begins.</summary>
    /// <param name="command">As typed.</param>
    internal static RunRecord Of(Dataset dataset, SplitSettings split, Compute compute, string command) => new()
    {
        Command = command,
        DataHash = ContentHash.Of(string.Join('\n', dataset.Records.Select(r => $"{r.Path}|{r.Label}|{r.Patient}|{r.Hash}").Concat(dataset.ClassNames))).Hex,
        ClassNames = dataset.ClassNames,
        PublishedTest = split.KeepPublished && dataset.HasOwnSplit,
        Environment = compute.Describe(),
    };

    /// <summary>Warns where a run goes on in another environment than it was begun in.</summary>
    /// <param name="begun">The beginning of a sentence: what was begun, and "with".</param>
    /// <param name="rest">What is still to be made.</param>
    internal void WarnOfChanges(RunRecord? before, string begun, string rest, IRunProgress progress)
    {
        foreach (var key in new[] { "Equipoise", "libtorch", "Device", "Precision", "Threads" })
            if (before?.Environment.GetValueOrDefault(key) is { } was && Environment.GetValueOrDefault(key) is { } now && was != now)
                progress.Warn($"{begun} {key} {was} and goes on with {now}: {rest} will not be bit-identical to a run in one go.");
    }
}
