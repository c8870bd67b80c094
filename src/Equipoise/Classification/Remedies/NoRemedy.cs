using Equipoise.Common;

namespace Equipoise.Classification.Remedies;

[Named("none", "real images as they are")]
public sealed class NoRemedy : IRemedy;
