using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation;
using Equipoise.Evaluation.Memorisation;
using Equipoise.Statistics;
using static TorchSharp.torch;

namespace Equipoise.Generators.Copying;

/// <summary>What the networks themselves know of their training images, against real images of other patients: how near the
/// generator comes to them, and how real its discriminator, if it has one, finds them.</summary>
/// <param name="classNames">The classes that the generator was trained on; images of others are left out.</param>
public sealed class GeneratorProbes(
    IGenerator generator, int latentSize, IReadOnlyList<string> classNames, Device device, LatentRecoverySettings recovery, Seed seed)
{
    private const int BatchSize = 32;

    /// <param name="training">Images that the generator was trained on.</param>
    /// <param name="heldOut">Of other patients, with the same classes. As many of either kind and class are used as there are of both.</param>
    public IEnumerable<MemorisationFinding> Find(RealImages training, RealImages heldOut, IRunProgress progress, CancellationToken stop)
    {
        var (known, strange) = Matched(training, heldOut, int.MaxValue);
        if (known.Length < 2)
            yield break;
        if (generator is IGan gan)
            yield return Finding("membership", Compare(
                Values(training, known, "Asking the discriminator", progress, stop, (x, y, _) => Realness(gan, x, y)),
                Values(heldOut, strange, "Asking the discriminator", progress, stop, (x, y, _) => Realness(gan, x, y)),
                [.. known.Select(i => training.Records[i].Group)], [.. strange.Select(i => heldOut.Records[i].Group)]),
                "the discriminator finds a training image more real than a held-out one");
        (known, strange) = Matched(training, heldOut, recovery.Images);
        if (known.Length < 2)
            yield break;
        var search = new LatentRecovery(generator, latentSize, recovery, seed.For("recovery"));
        if (!search.IsPossible(device))
            yield break;
        yield return Finding("latent-recovery", Compare(
            Values(training, known, "Searching noise for training images", progress, stop, (x, y, i) => [.. search.Errors(x, y, i).Select(e => -e)]),
            Values(heldOut, strange, "Searching noise for held-out images", progress, stop, (x, y, i) => [.. search.Errors(x, y, i).Select(e => -e)]),
            [.. known.Select(i => training.Records[i].Group)], [.. strange.Select(i => heldOut.Records[i].Group)]),
            "the generator comes nearer to a training image than to a held-out one");
    }

    // As many of each class of either kind, or the share of classes would tell them apart.
    private (int[] Training, int[] HeldOut) Matched(RealImages training, RealImages heldOut, int most)
    {
        var (a, b) = (new List<int>(), new List<int>());
        foreach (var name in classNames)
        {
            var (left, right) = (Members(training, name, "training"), Members(heldOut, name, "held out"));
            var count = Math.Min(Math.Min(left.Length, right.Length), (int)Math.Ceiling(most / (double)classNames.Count));
            a.AddRange(left[..count]);
            b.AddRange(right[..count]);
        }
        return ([.. a], [.. b]);
    }

    private int[] Members(RealImages images, string name, string kind)
    {
        var members = Enumerable.Range(0, images.Count).Where(i => images.ClassNames[images.Labels[i]] == name).ToArray();
        seed.For(kind).For(name).Random().Permute(members);
        return members;
    }

    private int Number(string name) => Enumerable.Range(0, classNames.Count).First(c => classNames[c] == name);

    private static double[] Realness(IGan gan, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return [.. gan.Realness(images, labels).to(ScalarType.Float32).cpu().contiguous().data<float>().Select(v => (double)v)];
    }

    private double[] Values(
        RealImages images, int[] members, string stage, IRunProgress progress, CancellationToken stop, Func<Tensor, Tensor, int, double[]> of)
    {
        using var shown = progress.Begin(stage, members.Length);
        var values = new List<double>();
        for (var from = 0; from < members.Length; from += BatchSize)
        {
            stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = images.Take(members.AsSpan(from..Math.Min(from + BatchSize, members.Length)), device);
            var labels = members[from..Math.Min(from + BatchSize, members.Length)].Select(i => (long)Number(images.ClassNames[images.Labels[i]]));
            values.AddRange(of(batch.Images, tensor(labels.ToArray(), device: device), from / BatchSize));
            shown.Report(values.Count);
        }
        return [.. values];
    }

    private static (double Auc, Interval Interval, double Error) Compare(double[] training, double[] heldOut, string[] trainingGroups, string[] heldOutGroups)
    {
        // The kinds share no patient, whatever they are called.
        var delong = new DeLong(
            [[.. training, .. heldOut]], [.. training.Select(_ => true), .. heldOut.Select(_ => false)],
            [.. trainingGroups.Select(g => $"training {g}"), .. heldOutGroups.Select(g => $"held out {g}")]);
        var (low, high) = NewcombeInterval.Of(delong.Areas[0], trainingGroups.Distinct().Count(), heldOutGroups.Distinct().Count());
        return (delong.Areas[0], new Interval(low, high), Math.Sqrt(delong.Covariance(0, 0)));
    }

    private static MemorisationFinding Finding(string name, (double Auc, Interval Interval, double Error) found, string what)
    {
        var suspected = found.Auc - 0.5 > Normal.Z95OneSided * found.Error && found.Auc > 0.5;
        return new(name, found.Auc, found.Interval, 0.5, suspected, FormattableString.Invariant(
            $"In {100 * found.Auc:F0} of 100 pairs {what}{(suspected ? ": it knows its training images" : ", which is no more than chance allows")}."));
    }
}
