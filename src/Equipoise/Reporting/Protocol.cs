using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>How a study was done, in words.</summary>
public static class Protocol
{
    /// <summary>The methods, a sentence or three per paragraph.</summary>
    public static IEnumerable<string> Methods(StudyResult result)
    {
        var spec = result.Spec;
        yield return $"Images were brought to {spec.Resolution} × {spec.Resolution} pixels, {(spec.Channels == 1 ? "grey" : "colour")}. For each seed they were "
            + "split into training, validation and test parts, by patient where patients could be told, with the share of each class kept. The test images "
            + "of a seed are the same for every arm and fraction. Fractions of the training part are nested.";
        yield return "A generative model of an arm saw the training images of its own cell only, neither validation nor test images. It made as many "
            + "images of each class as bring all classes to the size of the largest; those joined the training images and nothing else.";
        yield return $"Every arm trained the same classifier with the same settings and the same number of optimiser steps ({Words.Count(spec.Classifier.Epochs, "epoch")}, "
            + $"batches of {spec.Classifier.BatchSize}). The epoch with the lowest validation loss was tested; nothing was chosen on test images.";
        yield return "The measure is the area under the ROC curve, one class against the rest, and its mean over classes (macro AUC). Differences are paired on "
            + "the same test images. An arm is said to help where the whole 95\u00a0% interval of its difference to the strongest arm without synthetic images "
            + "lies above zero, to hurt where it lies below, and is undecided otherwise.";
    }

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
