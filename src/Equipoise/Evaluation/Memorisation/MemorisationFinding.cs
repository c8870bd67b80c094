namespace Equipoise.Evaluation.Memorisation;

/// <summary>One sign of copying, or its absence.</summary>
/// <param name="Name">What was measured, e.g. <c>authenticity</c>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Interval">Its 95 % interval, where there is one.</param>
/// <param name="Expected">About what a generator gets that does not copy.</param>
/// <param name="Suspected">Whether copying is suspected, with about 5 % false alarms.</param>
/// <param name="Verdict">A sentence.</param>
public sealed record MemorisationFinding(string Name, double Value, Interval? Interval, double Expected, bool Suspected, string Verdict);
