namespace Equipoise.Evaluation.Embedding;

/// <summary>Features laid out in the plane.</summary>
/// <param name="Coordinates">
/// [N,2], finite, in the order of the features. Only distances mean something, and of these only the small ones.
/// </param>
/// <param name="Divergence">
/// The Kullback-Leibler divergence in nats of the plane's neighbourhoods from the features', which t-SNE minimises; over the
/// nearest neighbours, 3 per unit of perplexity and one more.
/// </param>
/// <param name="Perplexity">The perplexity in use: the asked one, or less where points are few.</param>
public sealed record TsneResult(float[,] Coordinates, double Divergence, double Perplexity);
