using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data;

public sealed class PublishedSplitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PublishedSplitTests()
    {
        TestImages.WriteFolder(_folder.In("images", "train"), 32, 20, 12);
        foreach (var label in new[] { 0, 1 })
            for (var i = 0; i < 6; i++)
            {
                var folder = Directory.CreateDirectory(_folder.In("images", "test", $"{(char)('a' + label)}")).FullName;
                File.WriteAllBytes(Path.Combine(folder, $"t{i}.png"), TestImages.Png(label, 32, (ulong)(7000 + 100 * label + i)));
            }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ByPatient_OwnSplit_KeepsTestAndTakesValidation()
    {
        using var dataset = TestImages.Open(_folder, 32);
        var split = Split.ByPatient(dataset, new SplitSettings(), new Seed(1));
        Assert.Equal([6, 6], split.Test.PerClass);
        Assert.All(split.Test.Records, r => Assert.StartsWith("test/", r.Path));
        Assert.All(split.Validation.PerClass, n => Assert.InRange(n, 1, 2));
        Assert.Equal(32, split.Train().Count + split.Validation.Count);
        Assert.Equal(0, split.Withheld.Count);
    }

    [Fact]
    public void ByPatient_PatientOnBothSides_IsWithheldFromTraining()
    {
        using var dataset = TestImages.Open(_folder, 32, new SourceOptions { PatientPattern = @"(\d)\.png$" });
        var split = Split.ByPatient(dataset, new SplitSettings(), new Seed(1));
        // Training images 000 to 019: of those that end in 0 to 5 the patient is tested.
        Assert.Equal(12, split.Test.Count);
        Assert.Empty(split.Train().Records.Concat(split.Validation.Records).Select(r => r.Patient).Intersect(split.Test.Records.Select(r => r.Patient)));
        Assert.Equal(dataset.Records.Count(r => r.Part == Part.Train && r.Patient![0] <= '5'), split.Withheld.Count);
        Assert.Contains(",withheld,", split.ToCsv([1]), StringComparison.Ordinal);
    }

    [Fact]
    public void ByPatient_CopyOnBothSides_IsWithheldFromTraining()
    {
        File.Copy(_folder.In("images", "test", "a", "t0.png"), _folder.In("images", "train", "a", "copy.png"));
        using var dataset = TestImages.Open(_folder, 32);
        Assert.Equal("train/a/copy.png", Assert.Single(Split.ByPatient(dataset, new SplitSettings(), new Seed(1)).Withheld.Records).Path);
    }

    [Fact]
    public void ByPatient_ToldOtherwise_SplitsAnew()
    {
        using var dataset = TestImages.Open(_folder, 32);
        var split = Split.ByPatient(dataset, new SplitSettings { KeepPublished = false }, new Seed(1));
        Assert.Contains(split.Test.Records, r => r.Part == Part.Train);
    }

    [Fact]
    public void ByPatient_ClassWithoutTestImages_SaysSo()
    {
        Directory.Delete(_folder.In("images", "test", "b"), recursive: true);
        using var dataset = TestImages.Open(_folder, 32);
        Assert.Contains("class 'b' without test", Assert.Throws<UserException>(() => Split.ByPatient(dataset, new SplitSettings(), new Seed(1))).Message);
    }

    [Fact]
    public void Load_SameContentInTwoClasses_QuarantinesBoth()
    {
        File.Copy(_folder.In("images", "train", "a", "000.png"), _folder.In("images", "train", "b", "copy.png"));
        using var dataset = TestImages.Open(_folder, 32);
        Assert.Equal(["train/a/000.png", "train/b/copy.png"], dataset.Quarantine.Select(q => q.Path).Order());
        Assert.All(dataset.Quarantine, q => Assert.Contains("contradictory", q.Reason));
    }
}
