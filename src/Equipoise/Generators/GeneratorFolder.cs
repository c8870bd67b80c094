using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Equipoise.Common;
using Equipoise.Imaging;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>What is written beside a generator's weights: enough to build it again and to say what it is.</summary>
public sealed record GeneratorCard
{
    /// <summary>The generator's name in the catalog.</summary>
    [JsonPropertyName("gan")]
    public required string Generator { get; init; }

    public required JsonObject Settings { get; init; }

    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Real training images of each class.</summary>
    public required IReadOnlyList<int> RealPerClass { get; init; }

    public required int Channels { get; init; }

    public required int Resolution { get; init; }

    /// <summary>How rectangular training images became square.</summary>
    public Fit Fit { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>SHA-256 over the hashes of the training images, in order.</summary>
    public required string TrainedOn { get; init; }

    /// <summary>SHA-256 of the weights file.</summary>
    public required string Weights { get; init; }

    /// <summary>SHA-256 of the file of weights from which training started; null where it began afresh.</summary>
    public string? StartedFrom { get; init; }

    /// <summary>Seconds of training.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds by phase, with <c>measuring</c> and <c>checkpoints</c>.</summary>
    public IReadOnlyDictionary<string, double> SecondsPerPhase { get; init; } = new Dictionary<string, double>();

    /// <summary>The epoch whose weights these are, where they are not the last.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Whether training ended before its last epoch.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>How often training went back because it diverged.</summary>
    public int Rollbacks { get; init; }

    /// <summary>Classes whose samples are much less diverse than their real images.</summary>
    public IReadOnlyList<string> Collapsed { get; init; } = [];

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>What was done to every training image; its samples are as these.</summary>
    [JsonIgnore]
    public Preprocessing Preprocessing => new(Resolution, Channels, Fit);

    /// <summary>What the generator is built with.</summary>
    public GeneratorContext Context(Device device, Precision precision) =>
        new(ClassNames, RealPerClass, Channels, Resolution, new Seed(Seed), device, precision);
}

/// <summary>
/// A trained generator on disk: <c>gan.json</c>, <c>weights.safetensors</c>, from which samples are drawn, and
/// <c>networks.safetensors</c>, all networks as they were trained. The card is written last.
/// </summary>
public static class GeneratorFolder
{
    private const string CardName = "gan.json";
    private const string WeightsName = "weights.safetensors";
    internal const string NetworksName = "networks.safetensors";

    /// <summary>Whether a whole generator lies there.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, CardName)) && File.Exists(Path.Combine(folder, WeightsName));

    /// <summary>Removes all weights; what tells of the generator stays.</summary>
    /// <exception cref="UserException">A file cannot be removed.</exception>
    public static void RemoveWeights(string folder) => OwnFiles.Clear(folder, WeightsName, NetworksName);

    /// <summary>Writes the weights from which the generator samples, then the card, whose hash of the weights is filled in.</summary>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public static GeneratorCard Save(string folder, IGenerator generator, GeneratorCard card)
    {
        var weights = Path.Combine(folder, WeightsName);
        Safetensors.Write(Path.Combine(folder, NetworksName), Trained(generator));
        Safetensors.Write(weights, generator.GeneratorWeights(), new Dictionary<string, string> { ["gan"] = card.Generator });
        card = card with { Weights = ContentHash.OfFile(weights).Hex };
        AtomicFile.WriteText(Path.Combine(folder, CardName), Json.Write(card));
        return card;
    }

    /// <summary>The card alone; null where there is none, for example while the generator is trained anew.</summary>
    internal static GeneratorCard? FindCard(string folder) => File.Exists(Path.Combine(folder, CardName)) ? ReadCard(folder) : null;

    /// <summary>The card alone.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static GeneratorCard ReadCard(string folder) => File.Exists(Path.Combine(folder, CardName))
        ? Json.Read<GeneratorCard>(Path.Combine(folder, CardName))
        : throw UserException.BadData(
            $"'{folder}' holds no trained generator: {CardName} is missing.",
            "Give the folder that 'equipoise train' wrote, or the generator/ folder of a study's cell.");

    /// <summary>Builds the generator and loads its weights; the caller disposes it.</summary>
    /// <exception cref="UserException">Something is missing, damaged or of another version.</exception>
    public static TrainedGenerator Load(string folder, Compute compute)
    {
        var card = ReadCard(folder);
        var path = Path.Combine(folder, WeightsName);
        if (!File.Exists(path) || ContentHash.OfFile(path).Hex != card.Weights)
            throw UserException.BadData($"'{path}' is missing or is not the file that {CardName} names.", "Copy or train it again.");
        var spec = GeneratorCatalog.Resolve(card.Generator, card.Settings);
        var generator = spec.Build(card.Context(compute.Device, compute.Precision));
        Dictionary<string, Tensor> weights = [];
        try
        {
            weights = Safetensors.Read(path);
            generator.LoadGeneratorWeights(weights);
            return new TrainedGenerator(folder, generator, spec, card);
        }
        catch (Exception e)
        {
            generator.Dispose();
            if (e is ArgumentException)
                throw UserException.BadData($"'{path}' does not fit a {card.Generator} of these settings: {e.Message}");
            throw;
        }
        finally
        {
            foreach (var tensor in weights.Values)
                tensor.Dispose();
        }
    }

    /// <summary>The folder of the generator at a path: that itself, or <c>generator/</c> within what <c>train</c> wrote.</summary>
    public static string Find(string path) => FolderWithin.Find(path, "generator", Exists);

    /// <summary>The weights of one network as it was trained, into a network built from the card.</summary>
    /// <param name="role">As <see cref="IGenerator.Networks"/> has it, e.g. <c>discriminator</c>.</param>
    /// <exception cref="UserException">The file is missing, damaged or of another network.</exception>
    public static void LoadNetwork(string folder, GeneratorCard card, string role, nn.Module network)
    {
        var (path, prefix) = (Path.Combine(folder, NetworksName), $"{role}.");
        if (!File.Exists(path))
            throw UserException.BadData($"'{path}' is missing: it holds the weights of the {role}.", "Copy it there or train again.");
        using var scope = NewDisposeScope();
        var weights = Safetensors.Read(path, names => names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)));
        scope.Attach(weights.Values);
        try
        {
            Weights.Load(network, weights.ToDictionary(w => w.Key[prefix.Length..], w => w.Value));
        }
        catch (ArgumentException e)
        {
            throw UserException.BadData($"'{path}' does not fit a {card.Generator} of these settings: {e.Message}");
        }
    }

    /// <summary>The settings as JSON, for the card.</summary>
    public static JsonObject Settings(GeneratorSpec spec) => JsonSerializer.SerializeToNode(spec, spec.GetType(), Json.Options)!.AsObject();

    // What is needed to train on, or to ask the discriminator; the average is the generator's own file.
    private static Dictionary<string, Tensor> Trained(IGenerator generator) => generator.Networks.Where(n => n.Key != "average")
        .SelectMany(n => n.Value.state_dict(), (n, w) => ($"{n.Key}.{w.Key}", w.Value)).ToDictionary(w => w.Item1, w => w.Value);
}
