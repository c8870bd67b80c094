using System.Globalization;
using Equipoise.Audit;
using Equipoise.Data;
using Equipoise.Studies;
using Equipoise.Synthesis;

namespace Equipoise.Reporting;

/// <summary>What a study says in words, and what it cannot say; the same in every format.</summary>
public static class Findings
{
    private const int FewImages = 30;

    // In macro AUC, between validation and test images.
    private const double Gap = 0.05;

    /// <summary>helps, hurts, undecided.</summary>
    public static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    /// <summary>The answer in one or two sentences.</summary>
    public static string Headline(StudyResult result)
    {
        var all = result.Comparisons;
        if (all.Count == 0)
            return result.Cells.Count == 0 ? "There is no answer yet: no cell of the study is finished."
                : !result.Cells.Any(c => c.Synthetic) ? "There is no answer yet: no arm with synthetic images is finished."
                : "There is no answer yet: no arm with synthetic images has a finished arm without them to be compared with.";
        int helps = all.Count(c => c.Verdict == Verdict.Helps), hurts = all.Count(c => c.Verdict == Verdict.Hurts), open = all.Count - helps - hurts;
        var seed = Seeds(result) == 1 ? "On one seed" : null;
        if (open == all.Count)
            return seed is not null ? $"{seed}, undecided: one seed tells nothing of the luck of training."
                : all.Count == 1 ? "Undecided: the difference could be chance." : $"Undecided: each of {all.Count} differences could be chance.";
        var parts = new List<string>();
        if (helps > 0)
            parts.Add($"helped in {helps}");
        if (hurts > 0)
            parts.Add($"hurt in {hurts}");
        var verbs = $"{(seed is null ? "Synthetic" : $"{seed}, synthetic")} images {Words.List(parts)} of {Words.Count(all.Count, "comparison")}";
        return open == 0 ? verbs + "." : $"{verbs}; {open} {(open == 1 ? "is" : "are")} undecided.";
    }

    /// <summary>For each arm with synthetic images, what it did at each fraction.</summary>
    public static IEnumerable<ArmFinding> PerArm(StudyResult result) =>
        from arm in result.SyntheticArms()
        let known = result.FractionsInOrder().Select(f => result.ComparisonOf(arm, f)).OfType<Comparison>().ToList()
        select new ArmFinding(arm, SeedsOf(result, known),
            [.. known.GroupBy(c => c.Verdict).Select(g => (g.Key, Words.List([.. g.Select(At)])))]);

    /// <summary>Which arms are better or worse than the same arm without synthetic images, in a sentence; null where nothing can be compared.</summary>
    public static string? AgainstSameWithout(StudyResult result) => Against(result, result.ComparisonsToSameWithout, "Against the same training without synthetic images");

    /// <summary>Which arms are better or worse than training on the images as they are, in a sentence; null where nothing can be compared.</summary>
    public static string? AgainstNone(StudyResult result) => Against(result, result.ComparisonsToNone, "Against training on the images as they are");

    private static string? Against(StudyResult result, IReadOnlyList<Comparison> all, string lead)
    {
        string? Part(Verdict verdict, string one, string several) => all.Where(c => c.Verdict == verdict)
            .Select(c => result.Spec.Fractions.Count > 1 ? $"{c.Arm} at {Words.Percent(c.Fraction)}" : c.Arm).ToList() is { Count: > 0 } arms
            ? $"{Words.List(arms)} {(arms.Count == 1 ? one : several)}" : null;
        string[] parts = [.. new[]
        {
            Part(Verdict.Helps, "is better", "are better"), Part(Verdict.Hurts, "is worse", "are worse"), Part(Verdict.Undecided, "is undecided", "are undecided"),
        }.OfType<string>()];
        return parts.Length == 0 ? null
            : all.Count > 2 && all.All(c => c.Verdict == Verdict.Undecided) ? $"{lead}: all {Words.Count(all.Count, "difference")} are undecided."
            : $"{lead}: {string.Join("; ", parts)}.";
    }

    /// <summary>What is wrong with the results, and with the data, gravest first.</summary>
    public static IEnumerable<string> Warnings(StudyResult result) =>
        [.. Doubts(result), .. (result.Audit?.Warnings ?? []).Where(w => w.Gravity > Gravity.Note).Select(w => w.Sentence)];

    /// <summary>What in the results themselves should make one doubt them; see also the data's audit.</summary>
    public static IEnumerable<string> Doubts(StudyResult result)
    {
        foreach (var arm in result.Cells.Where(c => c.CopiedTestImages?.Count > 0).GroupBy(c => c.Id.Arm))
        {
            var (worst, paths) = (arm.MaxBy(c => c.CopiedTestImages!.Count)!, arm.SelectMany(c => c.CopiedTestImages!).Distinct());
            var (copies, images) = (worst.CopiedTestImages!.Count, worst.Scores.Count + worst.ValidationScores.Count);
            yield return $"Of {Words.Count(images, "validation and test image")} {Words.Count(copies, "is a copy", "are copies")} of synthetic images of {arm.Key}, for example {Words.List([.. paths.Take(3).Select(Words.Printable)])}. "
                + (SmuggledImages.MayBeChance(copies, images, result.Spec.Resolution)
                    ? "Pictures so small are alike by chance now and then; look at them."
                    : "What the arm scores is worthless: remove synthetic images from the dataset, or, if these are real, train the generator on other patients.");
        }
        var real = result.Summaries.Where(s => !result.IsSynthetic(s.Arm) && !double.IsNaN(s.Validation) && !double.IsNaN(s.MacroAuc)).ToList();
        if (real.Count > 0 && real.Average(s => s.Validation) - real.Average(s => s.MacroAuc) is > Gap and var gap)
            yield return $"On validation images the arms without synthetic images have a macro AUC {Words.Auc(gap)} higher than on test images"
                + (result.Spec.Run?.PublishedTest == true
                    ? ". The test images are those of the source, and seem to differ from its training images; what is best on validation images need not be best on them."
                    : ". With few validation images that can be chance, and the arm that is best there need not be the best.");
        var best = result.Summaries.Select(s => s.MacroAuc).Where(a => !double.IsNaN(a)).DefaultIfEmpty(double.NaN).Max();
        foreach (var finding in result.Audit?.Shortcuts.Findings.Where(f => f.Level != ShortcutLevel.None && f.MacroAuc >= best)
                     .OrderBy(f => f.Kind != ShortcutKind.Acquisition).ThenByDescending(f => f.MacroAuc).Take(1) ?? [])
            yield return $"The shortcut probe tells the classes with a macro AUC of {Words.Auc(finding.MacroAuc!.Value)} over all images of the source, from nothing but this: {finding.Summary.TrimEnd('.')} "
                + $"({finding.Family}). No arm does better ({Words.Auc(best)} at most), so nothing shows that the classifiers learned more than that.";
    }

    private static string SeedsOf(StudyResult result, List<Comparison> known)
    {
        var seeds = known.Select(c => result.SummaryOf(c.Arm, c.Fraction)?.Seeds ?? 0).Distinct().ToList();
        return seeds is [] ? "" : seeds is [var n] ? Words.Count(n, "seed") : $"{seeds.Min()} to {Words.Count(seeds.Max(), "seed")}";
    }

    private static string At(Comparison c) =>
        $"{Words.Percent(c.Fraction)} ({Words.Signed(c.Difference)}\u00a0{Words.SignedInterval(c.Low, c.High)} against\u00a0{c.Against}{P(c.AdjustedPValue)})";

    private static string P(double p) => double.IsNaN(p) ? "" : $", corrected p\u00a0{(p is < 0.001 or > 0.999 ? "" : "=\u00a0")}{Words.PValue(p)}";

    private static int Seeds(StudyResult result) => result.Cells.Select(c => c.Id.Seed).Distinct().Count();

    /// <summary>What a reader must know before believing the answer.</summary>
    public static string? SeedCaution(StudyResult result)
    {
        if (result.Cells.Count == 0)
            return null;
        var seeds = Seeds(result);
        return seeds == 1
            ? "This is one seed. One seed cannot decide whether a difference would be seen again with another split, another start of the "
                + "networks or another order of the images: the intervals cover the choice of test patients only, there is no p-value, and the verdict is "
                + "undecided whatever they are. Repeat with more seeds before concluding."
            : $"{Words.Count(seeds, "seed")}, each with {(result.Spec.Run?.PublishedTest == true ? "a training of its own, all tested on the same images" : "a split and a training of its own, all from the same images")}: "
                + "they tell less than as many independent studies would, and the test allows for that. Few seeds find large differences only: undecided does not mean equal.";
    }

    /// <summary>What is missing, or null where all cells are finished.</summary>
    public static string? Unfinished(StudyResult result) =>
        result.Cells.Count >= result.PlannedCells ? null
            : $"Provisional: {result.Cells.Count} of {Words.Count(result.PlannedCells, "cell")} finished.";

    /// <summary>Limits of this study.</summary>
    public static IEnumerable<string> Limitations(StudyResult result)
    {
        if (result.Comparisons.Count > 1)
            yield return $"Verdicts are corrected for the number of comparisons of their table ({result.Comparisons.Count} in the first), the intervals of 95\u00a0% are not; if nothing had any effect, about "
                + $"{(0.05 * result.Comparisons.Count).ToString("0.#", CultureInfo.InvariantCulture)} of them would still exclude zero.";
        if (result.Comparisons.Count > 0)
            yield return "The arm without synthetic images in each comparison was chosen on validation images of the same trainings. A training that was lucky there "
                + "is lucky on test images too, which favours that arm a little.";
        if (Rarest(result) is var (name, images) && images < FewImages)
            yield return $"The rarest class in a test part, {name}, has {Words.Count(images, "image")} there. An area under the curve from so few moves much with each of them.";
        if (result.Data.Patients is null)
            yield return "No patients could be told from the source. Images of one patient may stand on both sides of the split, which flatters every arm.";
        yield return "Training and test images come from one source. Nothing here tells how a classifier does on images of another hospital, scanner or year.";
        yield return "Where classes were gathered at different places, a classifier can learn the place instead of the disease; a high area under the "
            + "curve does not rule that out.";
        yield return "Synthetic images can resemble training images closely. Do not release them as anonymous because a generator made them.";
    }

    private static (string Name, int Images)? Rarest(StudyResult result) =>
        result.Data.Parts.Values
            .Where(p => p.ContainsKey(Part.Test))
            .SelectMany(p => p[Part.Test].Select((n, k) => ((string, int)?)(result.Data.ClassNames[k], n)))
            .MinBy(c => c!.Value.Item2);
}
