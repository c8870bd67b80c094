using Equipoise.Common;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging;

public class JpegTablesTests
{
    private static readonly (JpegTables Read, byte[] File, System.Text.Json.Nodes.JsonNode Reference)[] Cases =
        [.. ReferenceNumbers.Read("jpeg.json").AsArray().Select(c =>
        {
            var file = Convert.FromBase64String(c!["file"]!.GetValue<string>());
            return (JpegTables.Read(file)!, file, c);
        })];

    [Fact]
    public void Read_FilesOfSeveralQualities_GivesPillowsTables() => Assert.All(Cases, c =>
    {
        var tables = c.Reference["tables"]!.AsArray();
        Assert.Equal(tables[0].Numbers(), c.Read.Luma!.Select(v => (double)v));
        if (tables.Count > 1)
            Assert.Equal(tables[1].Numbers(), c.Read.Chroma!.Select(v => (double)v));
        else
            Assert.Null(c.Read.Chroma);
    });

    [Fact]
    public void Quality_OfStandardTables_IsTheEncoders() => Assert.All(Cases, c =>
    {
        var quality = c.Reference["quality"]?.GetValue<int>();
        Assert.Equal(quality is not null, c.Read.LumaQuality!.Value.Exact);
        if (quality is not null)
            Assert.Equal(quality, c.Read.LumaQuality.Value.Quality);
        if (quality is not null && c.Read.Chroma is not null)
            Assert.Equal((quality.Value, true), c.Read.ChromaQuality);
    });

    [Fact]
    public void Read_MarkersAndCoding_AsPillowHasThem() => Assert.All(Cases, c =>
    {
        Assert.Equal(c.Reference["subsampling"]!.GetValue<string>(), c.Read.Subsampling);
        Assert.Equal(c.Reference["progressive"]!.GetValue<bool>(), c.Read.Progressive);
        Assert.Equal(c.Reference["standardHuffman"]!.GetValue<bool>(), c.Read.StandardHuffman);
        Assert.Equal(c.Reference["exif"]!.GetValue<bool>(), c.Read.Exif);
        Assert.Equal(c.Reference["icc"]!.GetValue<bool>(), c.Read.Icc);
        Assert.Equal(c.Reference["comment"]!.GetValue<bool>(), c.Read.Comment);
        Assert.True(c.Read.Jfif);
        Assert.False(c.Read.Adobe);
    });

    [Fact]
    public void Read_RestartIntervalAndAdobe_Found()
    {
        byte[] file = [0xFF, 0xD8, 0xFF, 0xDD, 0, 4, 0, 9, 0xFF, 0xEE, 0, 7, .. "Adobe"u8, 0xFF, 0xDA];
        var tables = JpegTables.Read(file)!;

        Assert.Equal(9, tables.RestartInterval);
        Assert.True(tables.Adobe);
        Assert.Null(tables.Luma);
    }

    [Fact]
    public void Read_AnyDamage_NeverThrows()
    {
        var random = new Seed(5).Random();
        foreach (var (_, file, _) in Cases)
            for (var i = 0; i < 500; i++)
            {
                var damaged = file[..random.Next(file.Length + 1)];
                for (var k = 0; k < i % 8 && damaged.Length > 0; k++)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                if (JpegTables.Read(damaged) is { } tables)
                    Assert.NotNull($"{tables.Subsampling} {tables.LumaQuality} {tables.ChromaQuality}");
            }
    }

    [Fact]
    public void Read_OtherFormat_Null()
    {
        Assert.Null(JpegTables.Read(TestImages.Png(0, 16, 1)));
        Assert.Null(JpegTables.Read([]));
        Assert.Null(JpegTables.Read(null));
    }
}
