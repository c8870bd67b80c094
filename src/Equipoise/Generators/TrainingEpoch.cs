using Equipoise.Generators.Monitoring;

namespace Equipoise.Generators;

/// <summary>What an epoch of training came to.</summary>
/// <param name="Epoch">From 1, over all phases.</param>
/// <param name="Phase">The name of the phase it belongs to.</param>
/// <param name="Losses">The mean of each loss over the steps that had it.</param>
/// <param name="LearningRateFactor">Of the last step: schedule and rollbacks, times the settings' rates.</param>
/// <param name="Samples">What samples were like; null where they were not measured.</param>
public sealed record TrainingEpoch(
    int Epoch, string Phase, IReadOnlyDictionary<string, double> Losses, double LearningRateFactor, SampleReport? Samples);
