using Equipoise.Common;
using Equipoise.Data.Phantoms;

namespace Equipoise.Data.Sources;

/// <summary>
/// <c>phantom</c>, or <c>phantom:images=420,size=64,seed=0,shortcut=none</c>: chest-radiograph-like images drawn in the process.
/// </summary>
[Named(
    "phantom",
    "Drawn chest phantoms (normal, focal, diffuse; 10 : 10 : 1); no download, no patient. Keys: images, size, seed, shortcut.")]
public sealed class PhantomFormat : ISourceFormat
{
    /// <summary>No path is a phantom's.</summary>
    public bool Recognises(string location) => false;

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress) =>
        new PhantomSource(location, PhantomOptions.Parse(location), progress);
}
