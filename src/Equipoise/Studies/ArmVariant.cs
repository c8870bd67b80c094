using System.Text.Json.Nodes;
using Equipoise.Synthesis;

namespace Equipoise.Studies;

/// <summary>An arm under a name of its own, with settings of its own: a GAN with more images, with other settings, or once more.</summary>
public sealed record ArmVariant
{
    /// <summary>The arm that it varies, e.g. <c>dcgan+standard</c>.</summary>
    public string Of { get; init; } = "";

    /// <summary>Settings of its generator that differ from those of the study.</summary>
    public JsonObject Generator { get; init; } = [];

    /// <summary>How many synthetic images it adds; as the study says unless given.</summary>
    public SynthesisSettings? Synthesis { get; init; }

    /// <summary>
    /// A number other than 0 trains everything anew, with other first weights, orders and noise: with nothing else changed the
    /// arm and its variant differ by luck alone.
    /// </summary>
    public int Repeat { get; init; }
}
