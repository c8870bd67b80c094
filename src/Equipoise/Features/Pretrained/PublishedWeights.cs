namespace Equipoise.Features.Pretrained;

/// <summary>A file of weights that its makers published.</summary>
/// <param name="File">Its name.</param>
/// <param name="HashStart">With what its SHA-256 begins.</param>
/// <param name="Address">Where it is downloaded.</param>
/// <param name="What">What it is, in a few words.</param>
public sealed record PublishedWeights(string File, string HashStart, string Address, string What);
