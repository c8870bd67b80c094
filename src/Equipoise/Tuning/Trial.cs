using System.Text.Json.Nodes;
using Equipoise.Generators;

namespace Equipoise.Tuning;

/// <summary>One set of settings to try.</summary>
/// <param name="Number">0 for the defaults.</param>
/// <param name="Settings">What is searched, with the values of this trial, as a study file has them.</param>
/// <param name="Spec">All settings.</param>
/// <param name="Proposed">Whether the search proposed it; the defaults are tried in any case.</param>
public sealed record Trial(int Number, JsonObject Settings, GeneratorSpec Spec, bool Proposed);
