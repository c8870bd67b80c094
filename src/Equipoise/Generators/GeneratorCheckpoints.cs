using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>
/// Checkpoints in a folder: per moment one safetensors file and one of JSON, which is written last, names the other's
/// hash, and so makes it valid. The newest two are kept, so that a damaged one costs minutes, not the run.
/// </summary>
/// <param name="identity">
/// What makes training what it is: settings, data, seed. A checkpoint of another identity is not gone on from.
/// </param>
/// <param name="environment">Versions, device, precision, threads: where they differ, results may differ in the last bits.</param>
public sealed class GeneratorCheckpoints(string folder, string identity, IReadOnlyDictionary<string, string> environment, IRunProgress progress)
{
    private const int Kept = 2;
    private const string State = "state.", Good = "good.", Best = "best.";

    /// <summary>What lies there, as its JSON says.</summary>
    private sealed record Card(string Identity, string Sha256, GeneratorProgress Progress, GeneratorProgress? Good, IReadOnlyDictionary<string, string> Environment);

    /// <summary>Writes a checkpoint and removes those before the last.</summary>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public void Save(GeneratorSnapshots snapshots)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (prefix, part) in new[]
        {
            (State, snapshots.Now.State), (Good, snapshots.Good?.State), (Best, (IReadOnlyDictionary<string, Tensor>?)snapshots.Best),
        })
            foreach (var (name, tensor) in part ?? new Dictionary<string, Tensor>())
                tensors.Add(prefix + name, tensor);
        var path = System.IO.Path.Combine(folder, $"step-{snapshots.Now.Progress.Step:D12}");
        // What lies there under this name is no longer valid once its tensors are replaced.
        OwnFiles.Clear(folder, System.IO.Path.GetFileName(path) + ".json");
        Safetensors.Write(path + ".safetensors", tensors);
        AtomicFile.WriteText(path + ".json", Json.Write(
            new Card(identity, ContentHash.OfFile(path + ".safetensors").Hex, snapshots.Now.Progress, snapshots.Good?.Progress, environment)));
        Remove(Paths().Skip(Kept));
    }

    /// <summary>The newest checkpoint that is whole and of this training, or null. The caller disposes it.</summary>
    public GeneratorSnapshots? LoadNewest()
    {
        foreach (var path in Paths())
            try
            {
                var card = Json.Read<Card>(path + ".json");
                if (card.Identity != identity)
                {
                    progress.Say($"The checkpoints in '{folder}' are of other settings, data or seed; training starts anew.");
                    return null;
                }
                if (ContentHash.OfFile(path + ".safetensors").Hex != card.Sha256)
                    throw UserException.BadData("its tensors are not those that were written.");
                WarnOfDifferences(card.Environment);
                return Split(card, Safetensors.Read(path + ".safetensors"));
            }
            catch (Exception e) when (e is UserException || Damage.Is(e))
            {
                progress.Warn($"The checkpoint '{path}' is damaged and passed over: {(e as UserException)?.What ?? e.Message}");
            }
        return null;
    }

    /// <summary>Removes all checkpoints and, if it is then empty, the folder.</summary>
    public void Clear()
    {
        Remove(Paths());
        OwnFiles.Clear(folder, "step-*.safetensors");
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private static GeneratorSnapshots Split(Card card, Dictionary<string, Tensor> tensors)
    {
        Dictionary<string, Tensor>? Part(string prefix)
        {
            var part = tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(t => t.Key[prefix.Length..], t => t.Value);
            return part.Count == 0 ? null : part;
        }
        return new GeneratorSnapshots(new GeneratorCheckpoint(card.Progress, Part(State) ?? []))
        {
            Good = card.Good is null ? null : new GeneratorCheckpoint(card.Good, Part(Good) ?? []),
            Best = Part(Best),
        };
    }

    // Without extension, the newest first.
    private IEnumerable<string> Paths() => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "step-*.json").Select(p => System.IO.Path.ChangeExtension(p, null)).OrderDescending(StringComparer.Ordinal)]
        : [];

    private void Remove(IEnumerable<string> paths)
    {
        foreach (var name in paths.Select(System.IO.Path.GetFileName))
            OwnFiles.Clear(folder, name + ".json", name + ".safetensors");
    }

    private void WarnOfDifferences(IReadOnlyDictionary<string, string> then)
    {
        string[] changed = [.. environment.Where(e => then.GetValueOrDefault(e.Key) != e.Value).Select(e => $"{e.Key} {then.GetValueOrDefault(e.Key, "?")} -> {e.Value}")];
        if (changed.Length > 0)
            progress.Warn($"Training goes on in another environment, so its result may differ in the last bits: {string.Join("; ", changed)}.");
    }
}
