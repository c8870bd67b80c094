using Equipoise.Classification;
using Equipoise.Classification.Remedies;
using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Studies;

/// <summary>Every arm: each remedy, and each GAN, under its own name.</summary>
public static class ArmCatalog
{
    /// <summary>The arms without a GAN.</summary>
    public static Catalog<IRemedy> Remedies { get; } = new();

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Remedies.Names.Concat(GeneratorCatalog.All.Names);

    /// <summary>The arm of this name.</summary>
    /// <exception cref="UserException">No such arm; the message suggests the nearest.</exception>
    public static Arm Get(string name) =>
        Remedies.Find(name) is { } remedy ? new(remedy.Create(), null)
        : GeneratorCatalog.All.Find(name) is not null ? new(new NoRemedy(), name)
        : throw UserException.Usage($"Unknown arm '{name}'.", Suggestion.Among(name, Names));

    /// <summary>Whether the arm of this name trains on synthetic images.</summary>
    public static bool IsSynthetic(string name) => Remedies.Find(name) is null;
}
