using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Networks;
using Equipoise.Reporting;
using Equipoise.Studies;
using Equipoise.Tests.Support;
using SkiaSharp;

namespace Equipoise.Tests.Studies;

/// <summary>What stands on both sides of a source's own split must not be trained on, and what a generator made must not be tested on.</summary>
[Collection(TrainingTests.Name)]
public sealed class StudyLeakTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_PlantedLeaks_WithheldOrRefused()
    {
        // Each image is of a patient of its own, but for two of patient 40, one on either side.
        foreach (var (part, first, count) in new[] { ("train", 0, 20), ("test", 20, 8) })
            for (var i = 0; i < count; i++)
                foreach (var label in new[] { 0, 1 })
                    Write(TestImages.Png(label, 48, (ulong)((2 * (first + i)) + label)), part, $"{"ab"[label]}", $"person{(2 * (first + i)) + label}_1.png");
        Write(TestImages.Png(0, 48, 900), "train", "a", "person40_2.png");
        // A copy of a test image, compressed and under another name and patient.
        Write(Jpeg(File.ReadAllBytes(_folder.In("images", "test", "b", "person41_1.png"))), "train", "b", "person901_1.jpg");
        // A synthetic image that calls itself a patient's.
        Write(TestImages.Png(1, 48, 950, new Provenance("dcgan", "0", "b", 1, 0)), "test", "b", "person902_1.png");
        var spec = StudyFile.Parse("{}", "test",
        [
            $"data={_folder.In("images")}", "source.patientPattern=\"person(\\\\d+)_\"", "resolution=32", "fractions=[1]", "arms=[\"none\"]",
            "classifier.network=small-cnn", "classifier.epochs=1", "classifier.batchSize=8",
        ]);
        var folder = new StudyFolder(_folder.In("study"));
        new StudyRunner(spec, folder, Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance), Silence.Instance, TimeProvider.System).Run("test", CancellationToken.None);
        var parts = Csv.Read(folder.Split(0)).ToDictionary(r => Path.GetFileName(r["path"]), r => r["part"]);
        Assert.Equal("withheld", parts["person40_2.png"]);
        Assert.Equal("withheld", parts["person901_1.jpg"]);
        Assert.Equal("test", parts["person40_1.png"]);
        Assert.DoesNotContain("person902_1.png", parts.Keys);
        Assert.Contains("person902_1.png", Assert.Single(Csv.Read(folder.Quarantine))["path"]);
        var result = StudyReader.Read(folder);
        Assert.True(result.Spec.Run!.PublishedTest);
        Assert.Equal(2, result.Data.Parts[0][Part.Withheld].Sum());
        Assert.Equal(parts.Count(p => p.Value == "train"), result.Cells[0].RealPerClass.Sum());
        Assert.Equal(16, result.Cells[0].Scores.Count);
    }

    // What a study made comes back as test images under other names, without its mark: the study makes the same again and knows it.
    [Fact]
    public void Run_SyntheticImagesOfAnEarlierRunAmongTestImages_FoundAndSaid()
    {
        foreach (var (part, first, count) in new[] { ("train", 0, 24), ("test", 60, 8) })
            for (var i = 0; i < count; i++)
                foreach (var label in new[] { 0, 1 })
                    if (label == 0 || i % 2 == 0)
                        Write(TestImages.Png(label, 32, (ulong)((2 * (first + i)) + label)), part, $"{"ab"[label]}", $"{first + i}.png");
        var clean = Run("clean");
        Assert.Equal([null, 0], clean.Cells.Select(c => c.CopiedTestImages?.Count));
        Assert.DoesNotContain(Findings.Doubts(clean), d => d.Contains("copies"));
        var made = Directory.GetFiles(_folder.In("clean", "generators"), "*.png", SearchOption.AllDirectories)
            .Where(f => f.Contains("synthetic-")).Order(StringComparer.Ordinal).Take(2).ToList();
        Write(Encoded(File.ReadAllBytes(made[0]), SKEncodedImageFormat.Png), "test", "b", "new-1.png");
        Write(Encoded(File.ReadAllBytes(made[1]), SKEncodedImageFormat.Jpeg), "test", "b", "new-2.jpg");
        var smuggled = Run("smuggled");
        Assert.Equal(["new-1.png", "new-2.jpg"], smuggled.Cells[1].CopiedTestImages!.Select(p => Path.GetFileName(p)).Order());
        var doubt = Assert.Single(Findings.Doubts(smuggled), d => d.Contains("copies")).Replace('\u00a0', ' ');
        Assert.Contains("2 are copies of synthetic images of dcgan, for example", doubt);
        Assert.Contains("is worthless", doubt);
    }

    private StudyResult Run(string name)
    {
        var spec = StudyFile.Parse("{}", "test",
        [
            $"data={_folder.In("images")}", "resolution=32", "fractions=[1]", "arms=[\"none\",\"dcgan\"]", "classifier.network=small-cnn", "classifier.epochs=1",
            "classifier.batchSize=8", "evaluateIn=none", "generator.epochs=20", "generator.batchSize=8", "generator.dcgan.maxWidth=64",
        ]);
        var folder = new StudyFolder(_folder.In(name));
        new StudyRunner(spec, folder, Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance), Silence.Instance, TimeProvider.System).Run("test", CancellationToken.None);
        return StudyReader.Read(folder);
    }

    private void Write(byte[] content, params string[] path)
    {
        var file = _folder.In(["images", .. path]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    private static byte[] Jpeg(byte[] png) => Encoded(png, SKEncodedImageFormat.Jpeg);

    private static byte[] Encoded(byte[] png, SKEncodedImageFormat format)
    {
        using var image = SKImage.FromEncodedData(png);
        using var encoded = image.Encode(format, 85);
        return encoded.ToArray();
    }
}
