using System.Text.Json.Serialization;
using Equipoise.Evaluation;

namespace Equipoise.Tuning;

/// <summary>What a search makes better.</summary>
/// <param name="Name">What it is called, e.g. <c>kernel</c>.</param>
/// <param name="Best">Which values are better.</param>
public sealed record ObjectiveKind(string Name, Best Best)
{
    /// <summary>Whether it compares images in features.</summary>
    [JsonIgnore]
    public bool ComparesImages => Name != ObjectiveCatalog.ValidationAuc;

    /// <summary>Whether it is what samples are watched by while a GAN trains.</summary>
    [JsonIgnore]
    public bool IsWatched => Name is ObjectiveCatalog.SampleDistance or ObjectiveCatalog.SampleDiversity;

    /// <summary>Which values are better, in words.</summary>
    [JsonIgnore]
    public string Direction => Best switch { Best.Low => "lower is better", Best.High => "higher is better", _ => "nearer to 1 is better" };

    /// <summary>What to minimise.</summary>
    public double Loss(double value) => Best switch { Best.Low => value, Best.High => -value, _ => Math.Abs(value - 1) };
}
