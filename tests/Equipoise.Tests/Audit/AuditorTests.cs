using Equipoise.Audit;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Audit;

public sealed class AuditorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_PlantedFaults_EachIsNamed()
    {
        TestImages.WriteFolder(_folder.In("train"), 32, 8, 8);
        foreach (var name in new[] { "a", "b" })
            Directory.CreateDirectory(_folder.In("test", name));
        Copy("train/a/000.png", "test/a/p000.png");
        Copy("train/a/001.png", "train/b/p001.png");
        File.WriteAllBytes(_folder.In("test", "b", "p002.png"), TestImages.Png(1, 40, 500));
        var audit = Audit(new SourceOptions { PatientPattern = @"p?(\d{3})\.png" }).Audit;
        Assert.Equal([10, 9], audit.Classes.Select(c => c.Images).Order().Reverse());
        Assert.Equal((2, 0, 2, 1, 1), (audit.Copies.ExactGroups, audit.Copies.NearGroups, audit.Copies.Surplus, audit.Copies.Conflicting, audit.Copies.OnSeveralSides));
        Assert.True(audit.Copies.Groups[0].Conflicting);
        Assert.Equal(["train/a/001.png", "train/b/p001.png"], audit.Copies.Groups[0].Members.Select(m => m.Path));
        Assert.Equal(8, audit.Patients.InSeveralClasses);
        Assert.Equal(2, audit.Patients.OnSeveralSides);
        Assert.Contains(audit.Warnings, w => w.Gravity == Gravity.Serious && w.Topic == "contradictory labels");
        Assert.Contains(audit.Warnings, w => w.Gravity == Gravity.Serious && w.Sentence.Contains("2 patients stand on several sides"));
        Assert.Equal(audit.Warnings.OrderByDescending(w => w.Gravity), audit.Warnings);
    }

    [Fact]
    public void Run_FormatPerClass_IsWarnedOf()
    {
        TestImages.WriteFolder(_folder.Path, 32, 6, 6);
        foreach (var file in Directory.GetFiles(_folder.In("b")))
        {
            using var bitmap = SkiaSharp.SKBitmap.Decode(file);
            using var jpeg = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Jpeg, 90);
            File.WriteAllBytes(file, jpeg.ToArray());
        }
        var audit = Audit().Audit;
        Assert.Contains(audit.Warnings, w => w.Topic == "file format" && w.Sentence.Contains("a 6 png; b 6 jpeg"));
    }

    [Fact]
    public void Run_Phantoms_FindsNeitherCopiesNorShortcuts()
    {
        var (audit, pictures) = Auditor.Run(SourceCatalog.Open("phantom:images=420", new SourceOptions(), Silence.Instance), new Seed(0), Silence.Instance, CancellationToken.None);
        Assert.Equal(0, audit.Copies.Surplus);
        Assert.DoesNotContain(audit.Shortcuts.Findings, f => f.Kind == ShortcutKind.Acquisition && f.Level != ShortcutLevel.None);
        Assert.DoesNotContain(audit.Warnings, w => w.Gravity == Gravity.Serious);
        Assert.All(pictures.Classes, c => Assert.Equal(12, c.Examples.Count));
        Assert.Contains("in the middle", audit.Differences[2].Sentence);
    }

    [Fact]
    public void Run_PlantedMarker_IsSerious()
    {
        var (audit, _) = Auditor.Run(SourceCatalog.Open("phantom:images=420,shortcut=marker", new SourceOptions(), Silence.Instance), new Seed(0), Silence.Instance, CancellationToken.None);
        Assert.Contains(audit.Warnings, w => w.Gravity == Gravity.Serious && w.Topic == "shortcut");
    }

    [Fact]
    public void Run_SameSeed_SameAudit()
    {
        TestImages.WriteFolder(_folder.Path, 32, 9, 7);
        Assert.Equal(Json.Write(Audit().Audit), Json.Write(Audit().Audit));
        Assert.Equal(Audit().Pictures.Classes[0].Examples, Audit().Pictures.Classes[0].Examples);
    }

    [Fact]
    public void Means_KnownImages_MatchPencilAndPaper()
    {
        var means = new ClassMeans(["a", "b"]);
        foreach (var (label, level) in new[] { (0, 100), (0, 110), (1, 50), (1, 60) })
            means.Add(label, new RawImage(ClassMeans.Side, ClassMeans.Side, 1, [.. Enumerable.Repeat((byte)level, ClassMeans.Side * ClassMeans.Side)]));
        Assert.All(means.Mean(0), p => Assert.Equal(105, p));
        // Pooled variance (50 + 50) / 2, plus the one grey level of noise that is always assumed.
        Assert.All(means.Difference(0), d => Assert.Equal(50 / Math.Sqrt(51), d, 1e-12));
        Assert.All(means.Difference(1), d => Assert.Equal(-50 / Math.Sqrt(51), d, 1e-12));
    }

    private void Copy(string from, string to) => File.Copy(_folder.In(from), _folder.In(to));

    private (DataAudit Audit, AuditPictures Pictures) Audit(SourceOptions? options = null) =>
        Auditor.Run(SourceCatalog.Open(_folder.Path, options ?? new SourceOptions(), Silence.Instance), new Seed(3), Silence.Instance, CancellationToken.None);
}
