using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data;

public sealed class SplitTests : IDisposable
{
    private static readonly double[] Fractions = [0.05, 0.1, 0.5, 1];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ByPatient_SeveralImagesEach_NoPatientOnTwoSides()
    {
        for (var seed = 0UL; seed < 5; seed++)
        {
            using var dataset = Patients();
            var split = Split.ByPatient(dataset, new SplitSettings(), new Seed(seed));
            var sides = new[] { split.Train(), split.Validation, split.Test }.Select(p => p.Records.Select(r => r.Patient).ToHashSet()).ToList();
            Assert.Empty(sides[0].Intersect(sides[1]).Concat(sides[0].Intersect(sides[2])).Concat(sides[1].Intersect(sides[2])));
            Assert.Equal(dataset.Records.Count, split.Train().Count + split.Validation.Count + split.Test.Count);
        }
    }

    [Fact]
    public void ByPatient_IdenticalFilesOfTwoPatients_OneSide()
    {
        Patients().Dispose();
        // The same file under the names of many patients ties them all together.
        for (var p = 0; p < 20; p++)
            File.WriteAllBytes(_folder.In("images", "a", $"{p:D8}_999.png"), TestImages.Png(0, 32, 424242));
        using var dataset = TestImages.Open(_folder, 32);
        var split = Split.ByPatient(dataset, new SplitSettings(), new Seed(1));
        var tied = dataset.Records.Where(r => r.Path.Contains("_999")).Select(r => r.Patient).ToHashSet();
        Assert.Single(new[] { split.Train(), split.Validation, split.Test }, p => p.Records.Any(r => tied.Contains(r.Patient)));
    }

    [Fact]
    public void ByPatient_ManyPatients_SharesOfEachClassAsAsked()
    {
        using var dataset = TestImages.Load(_folder, 32, 200, 40);
        var split = Split.ByPatient(dataset, new SplitSettings(), new Seed(0));
        Assert.Equal([150, 30], split.Train().PerClass);
        Assert.Equal([10, 2], split.Validation.PerClass);
        Assert.Equal([40, 8], split.Test.PerClass);
    }

    [Fact]
    public void Train_Fractions_NestedAndOfTheirSize()
    {
        using var dataset = TestImages.Load(_folder, 32, 200, 40);
        var split = Split.ByPatient(dataset, new SplitSettings(), new Seed(0));
        var parts = Fractions.Select(f => split.Train(f).Records.Select(r => r.Path).ToHashSet()).ToList();
        for (var i = 1; i < parts.Count; i++)
            Assert.Subset(parts[i], parts[i - 1]);
        Assert.Equal([8 + 2, 15 + 3, 75 + 15, 150 + 30], parts.Select(p => p.Count));
    }

    [Fact]
    public void ByPatient_SeedRepeatsAndAnotherDiffers()
    {
        using var dataset = TestImages.Load(_folder, 32, 60, 20);
        string Manifest(ulong seed) => Split.ByPatient(dataset, new SplitSettings(), new Seed(seed)).ToCsv(Fractions);
        Assert.Equal(Manifest(3), Manifest(3));
        Assert.NotEqual(Manifest(3), Manifest(4));
    }

    [Fact]
    public void ToCsv_EveryImage_PartAndSmallestFraction()
    {
        using var dataset = TestImages.Load(_folder, 32, 60, 20);
        var split = Split.ByPatient(dataset, new SplitSettings(), new Seed(3));
        AtomicFile.WriteText(_folder.In("split.csv"), split.ToCsv(Fractions));
        var rows = Csv.Read(_folder.In("split.csv"));
        Assert.Equal(dataset.Records.Select(r => r.Path), rows.Select(r => r["path"]));
        Assert.Equal(split.Test.Count, rows.Count(r => r["part"] == "test"));
        Assert.Equal(split.Train(0.1).Count, rows.Count(r => r["smallest_fraction"] is "0.05" or "0.1"));
        Assert.All(rows.Where(r => r["part"] != "train"), r => Assert.Equal("", r["smallest_fraction"]));
    }

    [Fact]
    public void ByPatient_ClassWithOneImage_BadDataNamingIt()
    {
        using var dataset = TestImages.Load(_folder, 32, 10, 1);
        var e = Assert.Throws<UserException>(() => Split.ByPatient(dataset, new SplitSettings(), new Seed(0)));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        Assert.Contains("class 'b' has 1", e.What);
    }

    [Fact]
    public void ByPatient_ThreeImagesOfAClass_OneInEachPart()
    {
        using var dataset = TestImages.Load(_folder, 32, 30, 3);
        var split = Split.ByPatient(dataset, new SplitSettings(), new Seed(0));
        Assert.Equal([1, 1, 1], new[] { split.Train(0.05), split.Validation, split.Test }.Select(p => p.PerClass[1]));
    }

    [Fact]
    public void Problems_SharesDoNotAddUp_Named() => Assert.Contains("must add up to 1", Assert.Single(new SplitSettings { Train = 0.9 }.Problems()));

    // Forty patients with one to three images; every fourth is of class b.
    private Dataset Patients()
    {
        var random = new Random(1);
        for (var p = 0; p < 40; p++)
            for (var i = 0; i <= p % 3; i++)
            {
                var folder = Directory.CreateDirectory(_folder.In("images", p % 4 == 3 ? "b" : "a")).FullName;
                File.WriteAllBytes(Path.Combine(folder, $"{p:D8}_{i:D3}.png"), TestImages.Png(0, 32, (ulong)random.NextInt64()));
            }
        return TestImages.Open(_folder, 32);
    }
}
