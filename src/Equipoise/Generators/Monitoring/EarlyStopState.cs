namespace Equipoise.Generators.Monitoring;

/// <summary>All that an <see cref="EarlyStop"/> remembers; a checkpoint holds it.</summary>
/// <param name="Best">The lowest value so far; null before the first.</param>
/// <param name="BestEpoch">The epoch of it; 0 before the first.</param>
/// <param name="Worse">Measurements since then.</param>
public sealed record EarlyStopState(double? Best = null, int BestEpoch = 0, int Worse = 0);
