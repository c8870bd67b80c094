using Equipoise.Generators;

namespace Equipoise.Studies;

/// <summary>The generator of an arm.</summary>
/// <param name="Name">In the catalog.</param>
/// <param name="Spec">All its settings.</param>
public sealed record ArmGenerator(string Name, GeneratorSpec Spec);
