using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data.Sources;

/// <summary>The published datasets, recognised from their folders, hold what their descriptions state.</summary>
public class RealSourcesTests
{
    [Theory]
    [InlineData("covid19-xray", "covid19", "covid:124 normal:500 pneumonia:500")]
    [InlineData("adult-xray", "folder", "normal:8851 pneumonia:443")]
    [InlineData("pediatric-xray", "pediatric", "normal:1575 pneumonia:4265")]
    [InlineData("rsna-mini", "rsna", "normal:211 opacity:129")]
    public void Open_PublishedDataset_HasStatedCounts(string name, string format, string counts)
    {
        var source = Open(name);
        Assert.Equal(format, source.Format);
        Assert.Empty(source.Quarantine);
        Assert.Equal(counts, Counts(source));
    }

    [Fact]
    public void Open_RsnaDetailed_HasThreeClasses() =>
        Assert.Equal("normal:76 not-normal:135 opacity:129", Counts(Open("rsna-mini", ("target", "detailed"))));

    [Fact]
    public void Open_RsnaSubsets_AreStratifiedAndNested()
    {
        var (ten, fifty) = (Open("rsna-mini", ("subset", "RSNA_10")), Open("rsna-mini", ("subset", "RSNA_50")));
        Assert.Equal("normal:22 opacity:13", Counts(ten));
        Assert.Equal("normal:106 opacity:65", Counts(fifty));
        Assert.Subset(fifty.Records.Select(r => r.Path).ToHashSet(), ten.Records.Select(r => r.Path).ToHashSet());
    }

    [Fact]
    public void Open_Rsna_PatientsArePseudonyms()
    {
        var source = Open("rsna-mini");
        Assert.Equal(340, source.Records.Select(r => r.Patient).Distinct().Count());
        Assert.All(source.Records, r => Assert.Matches("^p[0-9a-f]{16}$", r.Patient));
        Assert.All(source.Records, r => Assert.Null(r.Header.Dicom!.PatientId));
    }

    [Fact]
    public void Open_Pediatric_KeepsItsSplitAndKnowsPatients()
    {
        var source = Open("pediatric-xray");
        Assert.Equal((5216, 624), (source.Records.Count(r => r.Part == Part.Train), source.Records.Count(r => r.Part == Part.Test)));
        Assert.Equal(3103, source.Records.Select(r => r.Patient).Distinct().Count());
    }

    [Fact]
    public void Open_Covid_KeepsPublicationsTogether()
    {
        var covid = Open("covid19-xray").Records.Where(r => r.Label == 0).ToList();
        Assert.All(covid, r => Assert.NotNull(r.Patient));
        Assert.Single(covid.Where(r => r.Path.Contains("covid-19-pneumonia-24-day", StringComparison.Ordinal)).Select(r => r.Patient).Distinct());
        Assert.Single(covid.Where(r => r.Path.Contains("nejmoa2001191", StringComparison.Ordinal)).Select(r => r.Patient).Distinct());
        Assert.InRange(covid.Select(r => r.Patient).Distinct().Count(), 70, 110);
    }

    private static IImageSource Open(string name, params (string, string)[] settings) => SourceCatalog.Open(
        RealData.Require(name), new SourceOptions { Options = settings.ToDictionary(s => s.Item1, s => s.Item2) }, Silence.Instance);

    private static string Counts(IImageSource source) =>
        string.Join(' ', source.ClassNames.Select((c, label) => $"{c}:{source.Records.Count(r => r.Label == label)}"));
}
