using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Data.Sources;

namespace Equipoise.Tests.Data.Phantoms;

public class PhantomSourceTests
{
    [Fact]
    public void Open_WithoutOptions_HoldsThreeClassesTenToTenToOne()
    {
        var source = Open("phantom");

        Assert.Equal(["normal", "focal", "diffuse"], source.ClassNames);
        Assert.Equal([200, 200, 20], source.Records.CountBy(r => r.Label).OrderBy(c => c.Key).Select(c => c.Value));
        Assert.Equal(420, source.Records.Select(r => r.Path).Distinct().Count());
        Assert.Equal(420, source.Records.Select(r => r.Hash).Distinct().Count());
        Assert.All(source.Records, r => Assert.Equal((64L * 64, 64, 64, 1), (r.Bytes, r.Header.Width, r.Header.Height, r.Header.Channels)));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(64)]
    [InlineData(421)]
    [InlineData(100_000)]
    public void Count_OfAnyTotal_AddsUpWithTheRareClassATenth(int images)
    {
        var counts = Enum.GetValues<PhantomClass>().Select(kind => PhantomCohort.Count(kind, images)).ToList();

        Assert.Equal(images, counts.Sum());
        Assert.InRange(counts[0] - counts[1], 0, 1);
        Assert.InRange(counts[2] * 10.0 / counts[1], 0.8, 1.2);
    }

    [Fact]
    public void Records_OfOnePatient_ShareClassAnatomyAndDiseaseButNotTheView()
    {
        var source = Open("phantom:images=105");
        var patients = source.Records.GroupBy(r => r.Patient).ToList();

        Assert.Equal([1, 2, 3], patients.Select(p => p.Count()).Distinct().Order());
        foreach (var patient in patients)
        {
            var factors = patient.Select(source.Factors).ToList();
            Assert.Single(patient.Select(r => r.Label).Distinct());
            Assert.Single(factors.Select(f => (f.BodyWidth, f.HeartSize, f.TissueSeed, f.Opacities)).Distinct());
            Assert.Equal(factors.Count, factors.Select(f => (f.Exposure, f.ShiftX, f.NoiseSeed)).Distinct().Count());
        }
    }

    [Fact]
    public void Records_FromOneOrManyThreads_AreTheSame()
    {
        var options = new PhantomOptions { Images = 42, Seed = 5 };
        var serial = new PhantomSource("", options, Silence.Instance, threads: 1);
        var parallel = new PhantomSource("", options, Silence.Instance, threads: 4);

        Assert.Equal(serial.Records, parallel.Records);
    }

    [Fact]
    public void Records_OfAnotherSeedOrSize_HaveOtherHashes()
    {
        var hashes = Open("phantom:images=21").Records.Select(r => r.Hash).ToHashSet();

        Assert.Subset(hashes, Open("phantom:images=21,seed=0").Records.Select(r => r.Hash).ToHashSet());
        Assert.DoesNotContain(Open("phantom:images=21,seed=1").Records, r => hashes.Contains(r.Hash));
        Assert.DoesNotContain(Open("phantom:images=21,size=65").Records, r => hashes.Contains(r.Hash));
    }

    [Theory]
    [InlineData("marker")]
    [InlineData("brightness")]
    [InlineData("border")]
    public void Records_WithAShortcut_DifferOnlyWhereItWasPlanted(string shortcut)
    {
        var (plain, planted) = (Open("phantom:images=84"), Open($"phantom:images=84,shortcut={shortcut}"));
        var carries = planted.Records.Select(r => planted.Factors(r).Shortcut.ToString().ToLowerInvariant() == shortcut).ToList();

        Assert.Equal(carries, plain.Records.Zip(planted.Records, (a, b) => a.Hash != b.Hash));
        Assert.InRange(planted.Records.Where((r, i) => r.Label == 2 && carries[i]).Count(), 3, 4);
        Assert.InRange(planted.Records.Where((r, i) => r.Label != 2 && carries[i]).Count(), 1, 10);
        Assert.Equal(carries, planted.FactorTable().Split('\n').Skip(1).SkipLast(1).Select(line => line.Contains($",{shortcut},")));
        Assert.All(plain.Records, r => Assert.Equal(PhantomShortcut.None, plain.Factors(r).Shortcut));
    }

    // A new hash means that every dataset changed.
    [Fact]
    public void Records_WithoutAShortcut_AreTheKnownOnes() => Assert.Equal(
        "c9f6deaad665", ContentHash.Of(string.Join('\n', Open("phantom:images=42").Records.Select(r => r.Hash.Hex))).Short);

    [Fact]
    public void Decode_FromManyThreads_GivesTheHashedPixels()
    {
        var source = Open("phantom:images=42");

        Parallel.ForEach(source.Records, record =>
        {
            Assert.Equal(record.Hash, ContentHash.Of(source.Decode(record, 1, 64).Pixels));
            var colour = source.Decode(record, 3, 64);
            Assert.Equal((3, 3 * 64 * 64), (colour.Channels, colour.Pixels.Length));
        });
    }

    [Fact]
    public void FactorTable_HasARowPerImageAndAColumnPerFactor()
    {
        var source = Open("phantom:images=21");
        var rows = source.FactorTable().TrimEnd('\n').Split('\n').Select(line => line.Split(',')).ToList();

        Assert.Equal(22, rows.Count);
        Assert.All(rows, row => Assert.Equal(3 + PhantomFactors.Ranged.Count + 4, row.Length));
        Assert.Equal(source.Records.Select(r => r.Path), rows.Skip(1).Select(row => row[0]));
        Assert.Equal(source.Records.Select(r => $"{source.Factors(r).HeartSize:R}"), rows.Skip(1).Select(row => row[rows[0].IndexOf("HeartSize")]));
        Assert.Equal(
            source.Records.Select(r => source.Factors(r).Opacities.Count),
            rows.Skip(1).Select(row => row[^1].Split(';', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Theory]
    [InlineData("phantom:imags=42", "imags", "Did you mean 'images'?")]
    [InlineData("phantom:size=32", "32", "size")]
    [InlineData("phantom:images=20", "21", "images")]
    [InlineData("phantom:seed=-1", "-1", "seed")]
    [InlineData("phantom:shortcut=maker", "none, marker, brightness, border", "Did you mean 'marker'?")]
    [InlineData("phantom:size", "size", "key=value")]
    public void Open_WithAWrongOption_SaysWhatIsAllowed(string location, string what, string remedy)
    {
        var error = Assert.Throws<UserException>(() => Open(location));

        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(what, error.What);
        Assert.Contains(remedy, error.Remedy);
    }

    private static PhantomSource Open(string source) =>
        (PhantomSource)SourceCatalog.Open(source, new SourceOptions(), Silence.Instance);
}
