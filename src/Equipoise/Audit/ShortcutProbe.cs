using Equipoise.Common;
using Equipoise.Statistics;

namespace Equipoise.Audit;

/// <summary>
/// Tells how well the class can be predicted from what has nothing to do with the disease. For each family of features a
/// ridge-penalised logistic regression per class (one against the rest) scores every image while its group is held out.
/// An interval counts groups, not images, as independent, and fewer of them than there are, because the models of
/// different folds learned from overlapping data (Nadeau and Bengio 2003).
/// </summary>
public static class ShortcutProbe
{
    // On standardised columns: a hundred of them do not run wild on twenty images, and one that tells the class still shows.
    private const double Penalty = 5;
    private const int MostColumns = 150;

    /// <summary>Probes every family.</summary>
    /// <param name="features">What was measured.</param>
    /// <param name="labels">Per image, an index into <paramref name="classNames"/>.</param>
    /// <param name="groups">Per image, what must not be split: the patient, or a set of like images.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="seed">Folds, and what is drawn where there are very many images.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static ShortcutReport Run<TGroup>(
        ShortcutFeatures features, IReadOnlyList<int> labels, IReadOnlyList<TGroup> groups, IReadOnlyList<string> classNames, Seed seed)
        where TGroup : notnull
    {
        if (labels.Count != features.Count || groups.Count != features.Count)
            throw new ArgumentException($"{features.Count} images, {labels.Count} labels and {groups.Count} groups.", nameof(labels));
        var usable = Enumerable.Range(0, features.Count).Where(features.Has).ToList();
        if (usable.Select(i => labels[i]).Distinct().Count() < 2)
            return new ShortcutReport([], ["Fewer than two classes have images: there is nothing to tell apart."]);
        var notes = new List<string>();
        var sample = ProbeSample.Draw(usable, labels, groups, classNames, seed.For("shortcuts"), notes);
        notes.AddRange(sample.Classes.Where(c => !c.Probed).Select(TooSmall));
        var findings = new ShortcutFinding[ShortcutFeatures.Families.Count];
        Parallel.For(0, findings.Length, f =>
        {
            var (entry, family) = ShortcutFeatures.Families[f];
            double[][] rows = [.. sample.Images.Select(i => features.Of(f)[i]!)];
            var finding = Finding(entry, family, Probe(rows, sample));
            // Files that are no DICOM say nothing of a patient's age, for example.
            findings[f] = rows.All(r => r.SequenceEqual(rows[0])) ? finding with { Sentence = ShortcutWords.Alike(family.Subject) } : finding;
        });
        return new ShortcutReport(findings, notes);
    }

    /// <summary>Every class against the rest.</summary>
    /// <param name="rows">Features of the sample's images.</param>
    internal static IReadOnlyList<ClassShortcut> Probe(double[][] rows, ProbeSample sample)
    {
        var scores = HeldOutScores(rows, sample);
        return [.. sample.Classes.Select((c, label) =>
        {
            if (!c.Probed)
                return new ClassShortcut(c.Name, c.Images, c.Groups, null, null, null, ShortcutLevel.None);
            var auc = Auc.Of(scores[label], [.. sample.Labels.Select(l => l == label)]);
            var share = IndependentShare(sample.FoldCount);
            var (low, high) = NewcombeInterval.Of(auc, share * c.Groups, share * c.RestGroups);
            return new ClassShortcut(c.Name, c.Images, c.Groups, auc, low, high, ShortcutLevels.Of(low));
        })];
    }

    // Training sides share images, which multiplies the variance by 1 + folds * test / train; checked by simulation.
    private static double IndependentShare(int folds) => 1 / (1 + folds / (folds - 1.0));

    // [classes][images]; 0 throughout where nothing varies.
    private static double[][] HeldOutScores(double[][] rows, ProbeSample sample)
    {
        var scores = sample.Classes.Select(_ => new double[rows.Length]).ToArray();
        for (var fold = 0; fold < sample.FoldCount; fold++)
        {
            var train = Numbers(i => sample.Fold[i] != fold);
            var encoder = FeatureEncoder.Fit([.. train.Select(i => rows[i])], MostColumns);
            if (encoder.Width == 0)
                continue;
            SparseRow[] encoded = [.. rows.Select(encoder.Encode)];
            SparseRow[] trainRows = [.. train.Select(i => encoded[i])];
            var held = Numbers(i => sample.Fold[i] == fold);
            for (var label = 0; label < scores.Length; label++)
            {
                bool[] positive = [.. train.Select(i => sample.Labels[i] == label)];
                if (!sample.Classes[label].Probed || positive.Distinct().Count() < 2)
                    continue;
                var model = RidgeLogistic.Fit(trainRows, positive, encoder.Width, Penalty);
                foreach (var i in held)
                    scores[label][i] = model.Score(encoded[i]);
            }
        }
        return scores;

        int[] Numbers(Func<int, bool> those) => [.. Enumerable.Range(0, rows.Length).Where(those)];
    }

    private static ShortcutFinding Finding(
        CatalogEntry<IShortcutFamily> entry, IShortcutFamily family, IReadOnlyList<ClassShortcut> classes)
    {
        var level = classes.Max(c => c.Level);
        return new ShortcutFinding(
            entry.Name, entry.Summary, family.Kind, classes,
            classes.Average(c => c.Auc), classes.Average(c => c.Low), classes.Average(c => c.High), level,
            ShortcutWords.Sentence(family.Subject, family.Kind, level, classes));
    }

    private static string TooSmall(ProbedClass c) => c.Groups < ProbedClass.FewestGroups
        ? $"Class {c.Name} has images of {c.Groups} patients or groups; at least {ProbedClass.FewestGroups} are needed to probe it."
        : $"Only {c.RestGroups} patients or groups have images of other classes than {c.Name}; "
            + $"at least {ProbedClass.FewestGroups} are needed to probe it.";
}
