using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>What an arm with synthetic images did.</summary>
/// <param name="Seeds">How many, in words.</param>
/// <param name="Verdicts">Each verdict that it got, and where: fraction, difference, interval and baseline. Empty where nothing can be compared.</param>
public sealed record ArmFinding(string Arm, string Seeds, IReadOnlyList<(Verdict Verdict, string Where)> Verdicts)
{
    /// <summary>All of it but the name.</summary>
    public string Sentence => Verdicts.Count == 0
        ? "cannot be compared yet."
        : $"({Seeds}) {string.Join("; ", Verdicts.Select(v => $"{Verb(v.Verdict)} at {v.Where}"))}.";

    /// <summary>The verdict as the arm's verb.</summary>
    public static string Verb(Verdict verdict) => verdict == Verdict.Undecided ? "is undecided" : Findings.Word(verdict);
}
