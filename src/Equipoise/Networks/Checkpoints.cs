using Equipoise.Common;
using Equipoise.Data;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// Checkpoints in a folder: per moment one safetensors file and one of JSON, which is written last, names the other's
/// hash, and so makes it valid. The newest two are kept, so that a damaged one costs minutes, not the run.
/// </summary>
/// <typeparam name="TProgress">What is kept beside the tensors, as JSON.</typeparam>
/// <param name="identity">
/// What makes training what it is: settings, data, seed. A checkpoint of another identity is not gone on from.
/// </param>
/// <param name="environment">Versions, device, precision, threads: where they differ, results may differ in the last bits.</param>
public sealed class Checkpoints<TProgress>(string folder, string identity, IReadOnlyDictionary<string, string> environment, IRunProgress progress)
{
    private const int Kept = 2;

    /// <summary>What lies there, as its JSON says.</summary>
    private sealed record Card(string Identity, string Sha256, TProgress Progress, IReadOnlyDictionary<string, string> Environment);

    /// <summary>Writes a checkpoint and removes those before the last.</summary>
    /// <param name="step">Steps done; the highest is the newest.</param>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public void Save(long step, IReadOnlyDictionary<string, Tensor> tensors, TProgress at)
    {
        var path = Path.Combine(folder, $"step-{step:D12}");
        // What lies there under this name is no longer valid once its tensors are replaced.
        OwnFiles.Clear(folder, Path.GetFileName(path) + ".json");
        Safetensors.Write(path + ".safetensors", tensors);
        AtomicFile.WriteText(path + ".json", Json.Write(new Card(identity, ContentHash.OfFile(path + ".safetensors").Hex, at, environment)));
        Remove(Paths().Skip(Kept));
    }

    /// <summary>The newest checkpoint that is whole and of this training, or null. The caller disposes its tensors.</summary>
    public (Dictionary<string, Tensor> Tensors, TProgress At)? LoadNewest()
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
                return (Safetensors.Read(path + ".safetensors"), card.Progress);
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

    // Without extension, the newest first.
    private IEnumerable<string> Paths() => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "step-*.json").Select(p => Path.ChangeExtension(p, null)).OrderDescending(StringComparer.Ordinal)]
        : [];

    private void Remove(IEnumerable<string> paths)
    {
        foreach (var name in paths.Select(Path.GetFileName))
            OwnFiles.Clear(folder, name + ".json", name + ".safetensors");
    }

    private void WarnOfDifferences(IReadOnlyDictionary<string, string> then)
    {
        string[] changed = [.. environment.Where(e => then.GetValueOrDefault(e.Key) != e.Value).Select(e => $"{e.Key} {then.GetValueOrDefault(e.Key, "?")} -> {e.Value}")];
        if (changed.Length > 0)
            progress.Warn($"Training goes on in another environment, so its result may differ in the last bits: {string.Join("; ", changed)}.");
    }
}
