using System.Collections.Concurrent;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Audit;

/// <summary>
/// Looks at every image of a source once and tells what is wrong with it before any training. Kept per image are its measurements
/// and its fingerprint, never its pixels, so that memory grows by a few kilobytes per image.
/// </summary>
public static class Auditor
{
    /// <summary>Audits a source.</summary>
    /// <param name="seed">Of the folds of the probe and of the examples.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static (DataAudit Audit, AuditPictures Pictures) Run(IImageSource source, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        var look = Look(source, progress, stop);
        var usable = Enumerable.Range(0, source.Records.Count).Where(i => !look.Broken.ContainsKey(i)).ToArray();
        var records = usable.Select(i => source.Records[i]).ToList();
        var found = Data.Copies.Of(records, [.. usable.Select(i => look.Fingerprints[i]!)], progress);
        var copies = CopyAudit.Of(found, records, source.ClassNames);
        var classes = source.ClassNames.Select((name, label) => ClassAudit.Of(name, [.. records.Where(r => r.Label == label)])).ToList();
        var audit = new DataAudit(
            $"{source.Format}:{source.Location}", classes, (double)classes.Max(c => c.Images) / Math.Max(1, classes.Min(c => c.Images)), [],
            PatientAudit.Of(records), copies, DicomAudit.Of(records, source.ClassNames), Probe(source, look, usable, found.WithPatients(records), seed, progress),
            [.. source.ClassNames.Select((_, label) => look.Means.Describe(label))],
            [.. source.Quarantine, .. look.Broken.OrderBy(b => b.Key).Select(b => new Quarantined(source.Records[b.Key].Path, b.Value))]);
        return (audit with { Warnings = AuditWarnings.Of(audit) }, AuditPictures.Of(source, records, look.Means, copies, seed.For("examples")));
    }

    private sealed record Looked(
        ConcurrentDictionary<int, string> Broken, Fingerprint?[] Fingerprints, ShortcutFeatures Features, ClassMeans Means);

    // A header can promise what the data does not hold, so that every image is decoded.
    private static Looked Look(IImageSource source, IRunProgress progress, CancellationToken stop)
    {
        var n = source.Records.Count;
        var look = new Looked([], new Fingerprint?[n], new ShortcutFeatures(n), new ClassMeans(source.ClassNames));
        using var stage = progress.Begin("Looking at images", n);
        var done = 0;
        Parallel.For(0, n, new ParallelOptions { CancellationToken = stop }, i =>
        {
            try
            {
                var image = ProbedImage.Load(source, source.Records[i]);
                look.Features.Add(i, image);
                look.Fingerprints[i] = Print(image.Grey);
                look.Means.Add(image.Record.Label, image.Grey);
            }
            catch (UnreadableImageException e)
            {
                look.Broken[i] = e.Message;
            }
            stage.Report(Interlocked.Increment(ref done));
        });
        return look;
    }

    private static ShortcutReport Probe(IImageSource source, Looked look, int[] usable, DisjointSets links, Seed seed, IRunProgress progress)
    {
        using var stage = progress.Begin("Probing for shortcuts", 1);
        var position = usable.Select((i, k) => (i, k)).ToDictionary(p => p.i, p => p.k);
        return ShortcutProbe.Run(
            look.Features, [.. source.Records.Select(r => r.Label)],
            [.. Enumerable.Range(0, source.Records.Count).Select(i => position.TryGetValue(i, out var k) ? links.Find(k) : -1)],
            source.ClassNames, seed.For("probe"));
    }

    // A picture too small for a fingerprint is enlarged to the size of its thumbnail.
    private static Fingerprint Print(RawImage grey) =>
        Fingerprint.Of(Math.Min(grey.Width, grey.Height) < Fingerprint.MinSide ? Resampler.Resize(grey, 32, 32) : grey);
}
