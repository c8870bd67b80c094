using System.Globalization;
using Equipoise.Classification;
using Equipoise.Studies;
using Equipoise.Synthesis;

namespace Equipoise.Reporting;

/// <summary>How a study was done, in words.</summary>
public static class Protocol
{
    /// <summary>The methods, a sentence or three per paragraph.</summary>
    public static IEnumerable<string> Methods(StudyResult result)
    {
        var spec = result.Spec;
        yield return $"Images were brought to {spec.Resolution} × {spec.Resolution} pixels, {(spec.Channels == 1 ? "grey" : "colour")}. {SplitInto(result)} The test images "
            + "of a seed are the same for every arm and fraction. Fractions of the training part are nested.";
        yield return "A generative model of an arm saw the training images of its own cell only, neither validation nor test images. "
            + $"{Amount(spec.Synthesis)} These joined the training images and nothing else.";
        var c = spec.Classifier;
        yield return $"Every arm trained the same classifier from scratch, {Network(c.Network)}, with the same settings and the same number of optimiser steps "
            + $"({Words.Count(c.Epochs, "epoch")} of one pass over a balanced set each, batches of {c.BatchSize}, Adam with a learning rate of "
            + $"{c.LearningRate.ToString(CultureInfo.InvariantCulture)}, {(c.Loss == ClassifierLoss.Softmax ? "softmax" : "sigmoid")} cross-entropy). The epoch with the lowest validation loss was tested; "
            + "nothing was chosen on test images.";
        yield return "The measure is the area under the ROC curve, one class against the rest, and its mean over classes (macro AUC). Differences are paired on "
            + "the same test images and averaged over seeds. An arm with synthetic images is compared with the strongest arm without, which is the one with "
            + "the highest macro AUC on the validation images, mean over seeds; with the same arm without synthetic images; and every arm with none. Nothing is chosen on test images.";
        yield return "Each difference gets two t-tests, and the larger p-value and the wider 95\u00a0% interval count. The first is over test patients, the "
            + "trained classifiers as they are: the variance is the sum of squared influences of patients on the mean difference (Obuchowski 1997), within "
            + "classes, each patient counted in every seed that tests it, with Welch's degrees of freedom. The second is over seeds, each with a split and "
            + "a training of its own (Nadeau and Bengio 2003): the variance of the mean over S seeds is s² (1/S + r), r = "
            + $"{(spec.Split.Test / (1 - spec.Split.Test)).ToString("0.##", CultureInfo.InvariantCulture)} the share of test images over that of all others as the settings plan it, or more where patients tested by several seeds make seeds more alike; s² is the variance of the difference between "
            + "seeds or the mean of that over all pairs of arms at the fraction, whichever is larger, with the degrees of freedom of the latter. With one "
            + "seed there is no second test and no p-value.";
        yield return "P-values are corrected by Holm's method, apart for each kind of comparison, over all arms and fractions of a kind. An arm is said to "
            + "help or hurt where the corrected p-value is below 0.05, and is undecided otherwise. Intervals are not corrected.";
    }

    private static string SplitInto(StudyResult result) => result.Spec.Run?.PublishedTest == true
        ? "The test images are those that the source brings along, for every seed; images of their patients, and copies of them, were withheld. Where the source "
            + "names no validation images, some of the training images were taken for each seed, by patient where patients could be told."
        : "For each seed they were split into training, validation and test parts, by patient where patients could be told, with the share of each class kept.";

    private static string Amount(SynthesisSettings synthesis) => synthesis.Rule switch
    {
        SynthesisRule.Number => $"It made {synthesis.Amount.ToString("0.##", CultureInfo.InvariantCulture)} images of each class.",
        SynthesisRule.Multiple => $"It made {synthesis.Amount.ToString("0.##", CultureInfo.InvariantCulture)} times as many images of each class as were trained on.",
        _ when synthesis.Amount == 1 => "It made as many images of each class as bring all classes to the size of the largest.",
        _ => $"It made as many images of each class as bring all classes to {synthesis.Amount.ToString("0.##", CultureInfo.InvariantCulture)} times the size of the largest.",
    };

    private static string Network(ClassifierNetwork network) => network == ClassifierNetwork.Densenet121
        ? "a DenseNet121" : "a small network of three convolutions (small-cnn)";

    private const string Paper = "Exploring class imbalance";

    /// <summary>Why published values beside ours cannot be compared with them.</summary>
    public static string PublishedNote(StudyResult result)
    {
        var source = result.Spec.Published?.Source ?? "";
        return (source is "" ? "" : $"Published values: {source.TrimEnd('.')}. ")
            + "They were obtained under another protocol and are shown for orientation only; they are no yardstick for ours, nor ours for them."
            + (source.Contains(Paper, StringComparison.OrdinalIgnoreCase)
                ? " There the GAN was trained on all images, those of the test part too, and at every fraction; synthetic images entered the test "
                    + "part; each arm had another test set; images of one patient stood on both sides of the split; and there was one run, without intervals."
                : "");
    }
}
