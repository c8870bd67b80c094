using System.Text.Json.Nodes;
using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Synthesis;

namespace Equipoise.Studies;

/// <summary>
/// Every arm: each remedy and each generator under its own name, a generator together with a remedy as <c>GENERATOR+REMEDY</c>, and a study's own variants.
/// </summary>
public static class ArmCatalog
{
    /// <summary>What joins a generator and a remedy.</summary>
    public const char Join = '+';

    /// <summary>The arm in which nothing is done against imbalance.</summary>
    public const string None = "none";

    /// <summary>The arms without a generator.</summary>
    public static Catalog<IRemedy> Remedies { get; } = new();

    /// <summary>All names but those of generators with remedies.</summary>
    public static IEnumerable<string> Names => Remedies.Names.Concat(GeneratorCatalog.All.Names);

    extension(StudySpec spec)
    {
        /// <summary>An arm of the study, with all its settings.</summary>
        /// <exception cref="UserException">No such arm, or settings with problems; the message suggests the nearest.</exception>
        public Arm Arm(string name)
        {
            var variant = spec.Variants.GetValueOrDefault(name) ?? new ArmVariant { Of = name };
            return Of(variant, spec.Generator, variant.Synthesis ?? spec.Synthesis);
        }

        /// <summary>Whether an arm trains on synthetic images.</summary>
        public bool IsSynthetic(string name) => Generator(spec.Variants.GetValueOrDefault(name)?.Of ?? name) is not null;
    }

    /// <summary>What is wrong with the name of an arm that is no variant; null for nothing.</summary>
    public static string? Problem(string name)
    {
        var (generator, remedy) = (Generator(name), Remedy(name));
        if (generator is null)
            return Remedies.Find(name) is null ? $"unknown arm '{name}'. {Suggestion.Among(name, Names)}" : null;
        return GeneratorCatalog.All.Find(generator) is null ? $"unknown generator '{generator}' in '{name}'. {Suggestion.Among(generator, GeneratorCatalog.All.Names)}"
            : Remedies.Find(remedy) is null ? $"unknown remedy '{remedy}' in '{name}'. {Suggestion.Among(remedy, Remedies.Names)}"
            : null;
    }

    private static Arm Of(ArmVariant variant, JsonObject settings, SynthesisSettings synthesis)
    {
        var name = variant.Of;
        if (Problem(name) is { } problem)
            throw UserException.Usage($"arms: {problem}");
        var generator = Generator(name) is { } gan ? new ArmGenerator(gan, GeneratorCatalog.Resolve(gan, Varied(gan, settings, variant.Generator))) : null;
        return new Arm(Remedy(name), generator, synthesis, variant.Repeat);
    }

    // What a variant says goes before what the study says of all generators and of this one.
    private static JsonObject Varied(string gan, JsonObject settings, JsonObject own)
    {
        if (own.Count == 0)
            return settings;
        var varied = settings.DeepClone().AsObject();
        var ofGan = varied[gan] as JsonObject ?? [];
        foreach (var (key, value) in own)
            ofGan[key] = value?.DeepClone();
        varied[gan] = ofGan.DeepClone();
        return varied;
    }

    private static string? Generator(string name) => Remedies.Find(name) is not null ? null
        : name.Split(Join) is [var gan, _] ? gan
        : GeneratorCatalog.All.Find(name)?.Name;

    private static string Remedy(string name) => name.Split(Join) is [_, var remedy] ? remedy : Remedies.Find(name)?.Name ?? None;
}
