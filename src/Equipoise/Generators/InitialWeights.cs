using Equipoise.Common;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>
/// Weights from which training starts, from a file of either kind. Names that begin with <c>generator.</c>,
/// <c>discriminator.</c> or <c>encoder.</c> go to that network and all others are left; without such names, all are the generator's.
/// </summary>
public sealed class InitialWeights : IDisposable
{
    private const string Generator = "generator.";
    private const string Discriminator = "discriminator.";
    private const string Encoder = "encoder.";

    // What DataParallel puts before every name.
    private const string Wrapper = "module.";

    private readonly Dictionary<string, Tensor> _weights;

    private InitialWeights(string path)
    {
        Path = path;
        _weights = WeightsFile.Read(path, Choose);
        Sha256 = ContentHash.OfFile(path).Hex;
        Seen = TrainedOn.Read(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
    }

    /// <summary>The file, as it was named.</summary>
    public string Path { get; }

    /// <summary>Of the file.</summary>
    public string Sha256 { get; }

    /// <summary>The images that these weights were trained on, as lines of the list beside them; null where there is none.</summary>
    internal IReadOnlyList<(string Hash, string Group)>? Seen { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserException">It is missing, damaged, hostile, or holds no weights.</exception>
    public static InitialWeights Read(string path) => new(path);

    /// <summary>Copies the weights into the networks of a generator that has not yet trained.</summary>
    /// <exception cref="UserException">
    /// They do not fit; says what is missing, unexpected or of another shape. Or the generator has no networks.
    /// </exception>
    public void Load(IGenerator maker)
    {
        if (!maker.Networks.TryGetValue("generator", out var network))
            throw UserException.Usage($"Training cannot start from '{Path}': this generator has no weights.", "Leave out --init.");
        try
        {
            var (generator, discriminator, encoder) = (Of(Generator) ?? Of("") ?? [], Of(Discriminator), Of(Encoder));
            Weights.Load(network, generator);
            maker.LoadGeneratorWeights(generator);
            foreach (var (role, weights) in new[] { ("discriminator", discriminator), ("encoder", encoder) })
                if (weights is not null && maker.Networks.TryGetValue(role, out var other))
                    Weights.Load(other, weights);
        }
        catch (ArgumentException e)
        {
            throw UserException.BadData(
                $"Training cannot start from '{Path}'. {e.Message}",
                "The generator's settings, the resolution, the channels and the number of classes must be those that the weights were made with.");
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _weights.Values)
            tensor.Dispose();
    }

    private static IEnumerable<string> Choose(IReadOnlyCollection<string> names)
    {
        string[] ours = [.. names.Where(n => new[] { Generator, Discriminator, Encoder }.Any(p => n.StartsWith(p, StringComparison.Ordinal)))];
        return ours.Length > 0 ? ours : names;
    }

    // Null where the file has no names of this network.
    private Dictionary<string, Tensor>? Of(string prefix)
    {
        var own = Without(prefix, _weights.Where(w => w.Key.StartsWith(prefix, StringComparison.Ordinal)));
        return own.Count == 0 ? null : own.Keys.All(n => n.StartsWith(Wrapper, StringComparison.Ordinal)) ? Without(Wrapper, own) : own;
    }

    private static Dictionary<string, Tensor> Without(string prefix, IEnumerable<KeyValuePair<string, Tensor>> weights) =>
        weights.ToDictionary(w => w.Key[prefix.Length..], w => w.Value);
}
