using System.Text.Json.Nodes;
using Equipoise.Common;

namespace Equipoise.Tuning;

/// <summary>A setting that takes one of some values.</summary>
/// <param name="Values">At least one.</param>
public sealed record ListDimension(string Setting, IReadOnlyList<JsonNode> Values) : Dimension(Setting)
{
    /// <inheritdoc/>
    public override JsonNode Draw(SplitMix random) => Values[random.Next(Values.Count)].DeepClone();
}
