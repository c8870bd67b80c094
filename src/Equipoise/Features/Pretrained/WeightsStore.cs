using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Features.Pretrained;

/// <summary>
/// The folder of imported weights: for each extractor <c>NAME.safetensors</c>, and <c>NAME.json</c> with what is known of it,
/// which is written last. One extractor has one set of weights.
/// </summary>
public sealed class WeightsStore(string folder)
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "EQUIPOISE_WEIGHTS";

    /// <summary>The store in EQUIPOISE_WEIGHTS, else in <c>weights</c> beside the caches.</summary>
    public static WeightsStore Default => new(
        Environment.GetEnvironmentVariable(Variable) is { } set && !string.IsNullOrWhiteSpace(set) ? set : Path.Combine(PixelCache.DefaultFolder, "weights"));

    /// <summary>Where the weights lie.</summary>
    public string Folder => folder;

    /// <summary>Everything imported, by name.</summary>
    public IReadOnlyList<ImportedWeights> List() => [.. PretrainedNetworks.All.Names.Select(Find).OfType<ImportedWeights>()];

    /// <summary>What is known of an extractor's weights; null where none were imported.</summary>
    /// <exception cref="UserException">The note cannot be read.</exception>
    public ImportedWeights? Find(string name) => File.Exists(Note(name)) ? Json.Read<ImportedWeights>(Note(name)) : null;

    /// <summary>Checks a file of weights and takes it into the store, in place of any before.</summary>
    /// <param name="name">Of the extractor, such as <c>inception-v3</c>.</param>
    /// <param name="file">A <c>.pth</c>, <c>.pt</c> or safetensors file.</param>
    /// <param name="progress">Told where the file is none that is known.</param>
    /// <exception cref="UserException">The file cannot be read, is damaged, or is of another network; or the folder cannot be written.</exception>
    public ImportedWeights Import(string name, string file, IRunProgress progress)
    {
        var network = PretrainedNetworks.Get(name);
        var (hash, published) = WeightsCheck.Origin(name, network, file);
        if (!published)
            progress.Say($"'{Path.GetFileName(file)}' is none of the files known for {name}, so nothing vouches for its content; its SHA-256 is {hash}.");
        using var scope = NewDisposeScope();
        using var filled = WeightsCheck.Fill(name, network, file);
        var (variant, channels, classes) = network.Describe(filled);
        return Keep(filled, stored => new ImportedWeights(name, variant, Path.GetFileName(file), hash, published, channels, classes, stored));
    }

    /// <summary>The network of an extractor, filled with its weights; the caller disposes it.</summary>
    /// <exception cref="UserException">None were imported, with how to get them; or they were damaged since.</exception>
    internal (nn.Module Network, ImportedWeights Note) Load(string name)
    {
        var note = Find(name) ?? throw UserException.BadData($"No weights were imported for '{name}'.", PretrainedNetworks.HowToGet(name));
        var file = FileOf(name);
        if (!File.Exists(file) || ContentHash.OfFile(file) != note.StoredSha256)
            throw UserException.BadData(
                $"The weights of '{name}' in '{folder}' were changed or removed since they were imported from '{Printable.Name(note.Source)}'.",
                $"Import them again: equipoise weights import {name} FILE");
        return (WeightsCheck.Fill(name, PretrainedNetworks.Get(name), file), note);
    }

    // A note without its weights would be found out by the hash.
    private ImportedWeights Keep(nn.Module network, Func<ContentHash, ImportedWeights> describe)
    {
        var (file, name) = (Path.Combine(folder, ".import.safetensors"), "");
        try
        {
            Safetensors.Write(file, network.state_dict());
            var note = describe(ContentHash.OfFile(file));
            name = note.Name;
            File.Move(file, FileOf(name), overwrite: true);
            AtomicFile.WriteText(Note(name), Json.Write(note));
            return note;
        }
        catch (UserException e) when (e.ExitCode == ExitCode.NoSpace)
        {
            throw new UserException(ExitCode.NoSpace, e.What, $"Imported weights are kept there; make room, or name another folder in {Variable}.", e);
        }
    }

    private string FileOf(string name) => Path.Combine(folder, $"{name}.safetensors");

    private string Note(string name) => Path.Combine(folder, $"{name}.json");
}
