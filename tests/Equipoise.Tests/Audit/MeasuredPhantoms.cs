using Equipoise.Audit;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Imaging;

namespace Equipoise.Tests.Audit;

/// <summary>Measured phantoms, drawn once; with a shortcut only those images are drawn anew that carry it.</summary>
internal sealed class MeasuredPhantoms
{
    private static readonly Lazy<RawImage[]> Plain = new(() => [.. Cohort(PhantomShortcut.None).AsParallel().AsOrdered().Select(Drawn)]);

    // Not while the type is being initialised: the threads that draw would wait for that to end.
    private static readonly Lazy<MeasuredPhantoms> None = new(() => new(PhantomShortcut.None));

    public MeasuredPhantoms(PhantomShortcut shortcut)
    {
        var cases = Cohort(shortcut);
        (Labels, Patients) = ([.. cases.Select(c => (int)c.Class)], [.. cases.Select(c => c.Patient)]);
        Features = new ShortcutFeatures(cases.Count);
        Parallel.For(0, cases.Count, i =>
        {
            var image = cases[i].Factors.Shortcut == PhantomShortcut.None ? Plain.Value[i] : Drawn(cases[i]);
            var record = new ImageRecord($"{i}", Labels[i], Patients[i], ContentHash.Of(image.Pixels), image.Pixels.Length, new ImageHeader("phantom", 64, 64, 1));
            Features.Add(i, new ProbedImage(record, null, image));
        });
    }

    public static MeasuredPhantoms WithoutShortcut => None.Value;

    public static string[] ClassNames { get; } = ["normal", "focal", "diffuse"];

    public ShortcutFeatures Features { get; }

    public int[] Labels { get; }

    public string[] Patients { get; }

    public ShortcutReport Probe(ulong seed = 0) => ShortcutProbe.Run(Features, Labels, Patients, ClassNames, new Seed(seed));

    private static List<PhantomCase> Cohort(PhantomShortcut shortcut) => PhantomCohort.Enrol(420, shortcut, new Seed(0).For("phantom"));

    private static RawImage Drawn(PhantomCase one) => PhantomRenderer.Draw(one.Factors, 64);
}
