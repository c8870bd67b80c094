namespace Equipoise.Tuning;

/// <summary>How much of the objective one setting explains by itself.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="Share">
/// Of the variance of the trials' ranks, from 0 to 1. Over a full grid these are the main effects of a functional ANOVA (Hooker
/// 2007; Hutter et al. 2014), and their sum is at most 1; what is missing to 1 is joint effects of several settings, and chance.
/// </param>
/// <param name="ByChance">The share to expect of a setting without any effect.</param>
/// <param name="Means">The mean objective of the trials with each value, or in each quarter of a range; NaN where all failed.</param>
public sealed record SettingImportance(string Setting, double Share, double ByChance, IReadOnlyList<(string Value, int Trials, double Mean)> Means);
