using Equipoise.Common;

namespace Equipoise.Features;

/// <summary>Every feature extractor.</summary>
public static class FeatureCatalog
{
    /// <summary>All extractors, by name.</summary>
    public static Catalog<IFeatureExtractor> All { get; } = new();
}
