using System.Text.Json.Nodes;
using Equipoise.Common;

namespace Equipoise.Tuning;

/// <summary>One setting and the values that it may take.</summary>
/// <param name="Setting">Its name below the GAN's in a study file, e.g. <c>learningRate</c>.</param>
public abstract record Dimension(string Setting)
{
    /// <summary>A value by chance.</summary>
    public abstract JsonNode Draw(SplitMix random);
}
