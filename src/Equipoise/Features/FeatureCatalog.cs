using System.Reflection;
using Equipoise.Common;

namespace Equipoise.Features;

/// <summary>Every feature extractor.</summary>
public static class FeatureCatalog
{
    /// <summary>All extractors, by name.</summary>
    public static Catalog<IFeatureExtractor> All { get; } = new();

    /// <summary>The extractor of this name; the caller disposes it.</summary>
    /// <exception cref="UserException">No such extractor, or it cannot be had on this machine.</exception>
    public static IFeatureExtractor Create(string name, FeatureContext context) => (IFeatureExtractor)Activator.CreateInstance(
        All.Get(name, "feature extractor").Type,
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, binder: null, [context], culture: null)!;
}
