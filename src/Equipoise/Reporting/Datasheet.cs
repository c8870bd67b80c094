using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>Datasheets of synthetic sets, after the questions of Gebru et al. 2021, "Datasheets for Datasets".</summary>
public static class Datasheet
{
    /// <summary>Of what an arm's generator made in the first cell of its largest finished fraction; null without one.</summary>
    public static Card? Of(StudyResult result, CellResult cell)
    {
        if (cell.Generator is not { } generator)
            return null;
        var classes = result.Data.ClassNames.Zip(cell.SyntheticPerClass, (name, n) => $"{name} {Words.Count(n)}");
        return new($"datasheet-{ModelCard.Suffix(cell)}", $"Datasheet: synthetic images of {cell.Id.Arm}",
        [
            new("Motivation", [
                "Made to train a classifier on classes with few images, and to test whether that helps. Not made to show patients, and not to be used for diagnosis.",
            ]),
            new("Composition", [
                $"{Words.Count(cell.SyntheticPerClass.Sum(), "image")}: {Words.List([.. classes])}; {generator.Resolution} × {generator.Resolution} pixels, {(generator.Channels == 1 ? "grey" : "colour")}, PNG.",
                "Every image carries in the file that it is synthetic, its generator, the hash of its weights, its class and its seed.",
                "The label is what was asked of the generator; nobody has checked whether the image shows it.",
            ]),
            new("Collection", [
                $"Drawn from a {generator.Generator} that was trained on {Words.Count(generator.RealPerClass.Sum())} real images of {result.Data.Source} ({Words.Percent(cell.Id.Fraction)} of the training part, seed {cell.Id.Seed}); trained-on.csv beside the images lists these by hash.",
                cell.NearCopiesWithheld is { } withheld ? $"{Words.Count(withheld, "image")} nearer to a training image than all but one in a hundred training images are to one of another patient {(withheld == 1 ? "was" : "were")} withheld." : "Near copies were not looked for.",
            ]),
            new("What is known of them", [.. Known(cell)]),
            new("Uses", [
                "For training only: Equipoise refuses them in validation and test parts, and so should others.",
                "They may resemble training images. They are no more anonymous than these unless that was shown; ask whoever is answerable for the real images before giving them on.",
            ]),
        ]);
    }

    private static IEnumerable<string> Known(CellResult cell)
    {
        if (cell.Evaluation?.Result is not { } result)
        {
            yield return "They were not compared with real images.";
            yield break;
        }
        yield return $"{EvaluationFindings.Lead(result)} (features: {result.Features.Split(' ')[0]})";
        foreach (var finding in result.Memorisation?.Findings ?? [])
            yield return finding.Verdict;
        if (result.Memorisation is null)
            yield return "There were too few images to look for copies of training images.";
    }
}
