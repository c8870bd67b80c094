using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Studies;

/// <summary>Every arm: those of <c>Arms/</c>, and each GAN.</summary>
public static class ArmCatalog
{
    private static readonly Catalog<IArm> Own = new();

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Own.Names.Concat(GanCatalog.All.Names);

    /// <summary>The arm of this name.</summary>
    /// <exception cref="UserException">No such arm; the message suggests the nearest.</exception>
    public static IArm Get(string name) =>
        Own.Find(name)?.Create()
        ?? (GanCatalog.All.Find(name) is null ? null : new GanArm(name))
        ?? throw UserException.Usage($"Unknown arm '{name}'.", Suggestion.Among(name, Names));

    /// <summary>Whether the arm of this name trains on synthetic images.</summary>
    public static bool IsSynthetic(string name) => Own.Find(name) is null;

    private sealed record GanArm(string Name) : IArm
    {
        public IAugmentation? Augmentation => null;

        public string? Gan => Name;
    }
}
