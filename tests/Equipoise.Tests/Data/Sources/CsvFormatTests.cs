using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data.Sources;

public sealed class CsvFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CsvFormatTests()
    {
        Directory.CreateDirectory(_folder.In("set", "images"));
        for (var i = 0; i < 6; i++)
            File.WriteAllBytes(_folder.In("set", "images", $"{i}.png"), TestImages.Png(i % 2, 16, (ulong)i));
        File.WriteAllBytes(_folder.In("secret.png"), TestImages.Png(0, 16, 99));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Manifest_ReadsLabelsPatientsAndParts()
    {
        var source = Open("path,label,patient,split\nimages/0.png,ill,Müller,train\nimages/1.png,well,Smith,test\nimages/2.png,ill,Müller,val\n");
        Assert.Equal("csv", source.Format);
        Assert.Equal(["ill", "well"], source.ClassNames);
        Assert.Equal([Part.Train, Part.Test, Part.Validation], source.Records.Select(r => r.Part!.Value));
        Assert.Equal(source.Records[0].Patient, source.Records[2].Patient);
        Assert.NotEqual(source.Records[0].Patient, source.Records[1].Patient);
        Assert.All(source.Records, r => Assert.Matches("^p[0-9a-f]{16}$", r.Patient));
    }

    [Fact]
    public void Open_OtherColumnNames_ByOption()
    {
        var source = Open("bild,befund\n0.png,a\n1.png,b\n", ("path", "bild"), ("label", "befund"), ("root", "images"));
        Assert.Equal(2, source.Records.Count);
    }

    [Theory]
    [InlineData("../secret.png")]
    [InlineData("images/../../secret.png")]
    [InlineData("ROOT/secret.png")]
    [InlineData("..\\secret.png")]
    [InlineData("C:\\secret.png")]
    public void Open_PathThatLeadsOutside_IsRefused(string path)
    {
        path = path.Replace("ROOT", _folder.Path, StringComparison.Ordinal);
        var source = Open($"path,label\nimages/0.png,a\nimages/1.png,b\n\"{path}\",a\n");
        Assert.Equal(2, source.Records.Count);
        Assert.Contains("outside", Assert.Single(source.Quarantine).Reason);
    }

    [Fact]
    public void Open_BrokenRows_AreQuarantinedWithReasons()
    {
        var source = Open("path,label,split\nimages/0.png,a,train\nimages/1.png,b,test\nimages/9.png,a,train\nimages/2.png,,train\nimages/3.png,a,sometimes\nimages/4.png,a,\nimages/4.png,b,\n");
        Assert.Equal(2, source.Records.Count);
        Assert.Equal(
            ["images/2.png: no label", "images/3.png: its part is none of train, val and test", "images/4.png: listed as 'a' and as 'b'", "images/9.png: no such file"],
            source.Quarantine.Select(q => $"{q.Path}: {q.Reason}").Order());
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "no column 'path'")]
    [InlineData("path,label\n", "no rows")]
    [InlineData("", "")]
    public void Open_UnusableTable_SaysWhy(string csv, string what) => Assert.Contains(what, Assert.Throws<UserException>(() => Open(csv)).Message);

    [Fact]
    public void Open_UnknownSetting_SuggestsTheNearest() =>
        Assert.Contains("'label'", Assert.Throws<UserException>(() => Open("path,label\n", ("lable", "x"))).Message);

    private IImageSource Open(string csv, params (string, string)[] settings)
    {
        File.WriteAllText(_folder.In("set", "list.csv"), csv);
        return SourceCatalog.Open(
            _folder.In("set", "list.csv"), new SourceOptions { MaxQuarantineShare = 0.9, Options = settings.ToDictionary(s => s.Item1, s => s.Item2) }, Silence.Instance);
    }
}
