using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Equipoise.Classification;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Synthesis;

namespace Equipoise.Studies;

/// <summary>
/// A study: dataset x fractions x arms x seeds. Read from a preset or a JSON file; every setting can be
/// changed with <c>--set path=value</c>.
/// </summary>
public sealed record StudySpec
{
    /// <summary>What <see cref="EvaluateIn"/> is to be left out.</summary>
    internal const string NoEvaluation = "none";

    /// <summary>What <see cref="EvaluateIn"/> is for the features of each cell's own classifier without synthetic images.</summary>
    internal const string BaselineFeatures = "baseline";

    /// <summary>A short name; the default output folder is <c>runs/NAME</c>.</summary>
    public string Name { get; init; } = "study";

    /// <summary>One sentence on what is studied, for the report's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The images: a path or <c>format:location</c>.</summary>
    public string Data { get; init; } = "";

    /// <summary>How the source is read.</summary>
    public SourceOptions Source { get; init; } = new();

    /// <summary>Side of the square images in pixels: a power of two from 32 to 256.</summary>
    public int Resolution { get; init; } = 64;

    /// <summary>1 (grey) or 3.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>How rectangles become squares.</summary>
    public Fit Fit { get; init; } = Fit.Pad;

    public SplitSettings Split { get; init; } = new();

    /// <summary>Shares of the training images to study, nested.</summary>
    public IReadOnlyList<double> Fractions { get; init; } = [0.05, 0.1, 0.5, 1];

    /// <summary>What is compared: names of arms, among them every GAN, and GANs with a remedy such as <c>dcgan+standard</c>.</summary>
    public IReadOnlyList<string> Arms { get; init; } = ["none", "flips", "dcgan"];

    /// <summary>Each seed has a split and everything that follows of its own.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [0];

    /// <summary>
    /// Settings of the GANs that differ from their defaults: common ones (<c>"epochs": 20</c>) and those of one GAN
    /// under its name (<c>"dcgan": { "learningRate": 0.001 }</c>), which win.
    /// </summary>
    public JsonObject Generator { get; init; } = [];

    /// <summary>How many synthetic images are added, and how they reach the classifier.</summary>
    public SynthesisSettings Synthesis { get; init; } = new();

    /// <summary>Further arms by the names that the study gives them.</summary>
    public IReadOnlyDictionary<string, ArmVariant> Variants { get; init; } = new Dictionary<string, ArmVariant>();

    /// <summary>
    /// The features in which synthetic images are compared with real ones, by their name in the catalog; <c>baseline</c> for what the last layer of
    /// the classifier of arm <c>none</c> reads, of the same fraction and seed; <c>none</c> to leave that out, null for <c>inception-v3</c> where its
    /// weights were imported and else <c>radiomics</c>. No result of a classifier depends on it.
    /// </summary>
    public string? EvaluateIn { get; init; }

    public ClassifierSettings Classifier { get; init; } = new();

    /// <summary>Results that others published for the same arms, shown beside ours.</summary>
    public PublishedResults? Published { get; init; }

    /// <summary>Written by the runner; ignored in a study file.</summary>
    public RunRecord? Run { get; init; }

    /// <summary>The preprocessing of every image.</summary>
    [JsonIgnore]
    public Preprocessing Preprocessing => new(Resolution, Channels, Fit);
}
