namespace Equipoise.Web;

/// <summary>What made a comparison.</summary>
/// <param name="Command">As typed.</param>
/// <param name="Version">Equipoise's.</param>
/// <param name="Seed">Of every choice by chance.</param>
public sealed record EvaluationRun(string Command, string Version, ulong Seed);
