using System.Text.Json.Serialization;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Classification;

/// <summary>What is written beside a classifier's weights: enough to build it again.</summary>
/// <param name="Fit">How rectangles became squares.</param>
/// <param name="Weights">SHA-256 of the weights file.</param>
/// <param name="Training">What tells its training from any other; null where nobody said.</param>
public sealed record ClassifierCard(
    ClassifierNetwork Network, IReadOnlyList<string> ClassNames, int Channels, int Resolution, Fit Fit, string Weights, string? Training)
{
    /// <summary>What is done to an image before the classifier sees it.</summary>
    [JsonIgnore]
    public Preprocessing Preprocessing => new(Resolution, Channels, Fit);
}

/// <summary>A trained classifier on disk: <c>classifier.json</c>, written last, and <c>weights.safetensors</c>.</summary>
public static class ClassifierFolder
{
    private const string CardName = "classifier.json", WeightsName = "weights.safetensors";

    /// <summary>Whether a whole classifier lies there.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, CardName)) && File.Exists(Path.Combine(folder, WeightsName));

    /// <summary>Whether the classifier of this training lies there.</summary>
    /// <param name="training">As its card has it.</param>
    internal static bool Exists(string folder, string training) =>
        Exists(folder) && Json.Read<ClassifierCard>(Path.Combine(folder, CardName)).Training == training;

    /// <summary>The folder of the classifier at a path: that itself, or <c>classifier/</c> within what <c>classify</c> wrote.</summary>
    public static string Find(string path) => FolderWithin.Find(path, "classifier", Exists);

    /// <summary>Removes the classifier; its scores stay.</summary>
    /// <exception cref="UserException">A file cannot be removed.</exception>
    internal static void Remove(string folder) => OwnFiles.Clear(folder, CardName, WeightsName);

    /// <summary>Writes weights, those of a DenseNet121 under torchvision's names, and card.</summary>
    internal static void Save(string folder, nn.Module network, ClassifierNetwork kind, RealImages trainedOn, string? training)
    {
        var (weights, (resolution, channels, fit)) = (Path.Combine(folder, WeightsName), trainedOn.Preprocessing);
        Safetensors.Write(weights, network.state_dict());
        AtomicFile.WriteText(Path.Combine(folder, CardName), Json.Write(
            new ClassifierCard(kind, trainedOn.ClassNames, channels, resolution, fit, ContentHash.OfFile(weights).Hex, training)));
    }

    /// <summary>The classifier, for inference; the caller disposes it.</summary>
    /// <returns>Images [N,C,H,W] to logits [N,classes]; an <see cref="IFeatureNetwork"/>.</returns>
    /// <exception cref="UserException">Something is missing or damaged.</exception>
    public static (nn.Module<Tensor, Tensor> Network, ClassifierCard Card) Load(string folder, Device device)
    {
        if (!Exists(folder))
            throw UserException.BadData(
                $"'{folder}' holds no trained classifier: {CardName} or {WeightsName} is missing.",
                "Give the folder that 'equipoise classify' wrote, or a cell's classifier/ of a study run with --keep-files all.");
        var card = Json.Read<ClassifierCard>(Path.Combine(folder, CardName));
        var path = Path.Combine(folder, WeightsName);
        if (ContentHash.OfFile(path).Hex != card.Weights)
            throw UserException.BadData($"'{path}' is not the file that {CardName} names.", "Copy or train it again.");
        var network = card.Network.New(card.Channels, card.ClassNames.Count);
        try
        {
            using var scope = NewDisposeScope();
            var weights = Safetensors.Read(path);
            scope.Attach(weights.Values);
            Weights.Load(network, weights);
            network.to(device);
            network.eval();
            return (network, card);
        }
        catch (Exception e)
        {
            network.Dispose();
            if (e is ArgumentException)
                throw UserException.BadData($"'{path}' does not fit the classifier that {CardName} describes: {e.Message}");
            throw;
        }
    }
}
