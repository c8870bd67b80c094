using Equipoise.Common;
using Equipoise.Data.Arrays;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data.Arrays;

public sealed class NpzFileTests : IDisposable
{
    private static readonly byte[] Array = ArrayFiles.Npy([1, 2, 3], 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("stored")]
    [InlineData("compressed")]
    public void Read_WrittenByNumPy_ItsNamesAndValues(string name)
    {
        var reference = ReferenceNumbers.Read("arrays.json");
        using var file = Open(Convert.FromBase64String(reference["npz"]![name]!.GetValue<string>()));
        Assert.Equal(["images", "labels"], file.Names);
        Assert.Equal(reference["pictures"]!["values"].Numbers(), file.Read("images").Bytes.ToArray().Select(b => (double)b));
        var labels = file.Read("labels");
        Assert.Equal(reference["pictures"]!["labels"].Numbers(), Enumerable.Range(0, labels.Count).Select(i => (double)labels[i]));
    }

    [Fact]
    public void Open_OtherFilesInside_OnlyArraysAreNamed()
    {
        using var file = Open(ArchiveFiles.Zip(("readme.txt", [1]), ("a.npy", Array)));
        Assert.Equal(["a"], file.Names);
    }

    [Fact]
    public void Open_OneNameTwice_Refused() =>
        Assert.Contains("two arrays named 'a'", Refusal(ArrayFiles.Npz(("a", Array), ("a", Array))));

    [Fact]
    public void Open_TooManyEntries_RefusedBeforeTheyAreListed() => Assert.Contains(
        "more than the limit of 1,000 entries", Refusal(ArrayFiles.Npz([.. Enumerable.Range(0, 1001).Select(i => ($"a{i}", Array))])));

    [Fact]
    public void Open_NoZip_Refused() => Assert.Contains("not a zip file", Refusal("this is text"u8.ToArray()));

    [Fact]
    public void Read_Bomb_RefusedBeforeItIsUnpacked()
    {
        using var file = Open(ArrayFiles.Npz(("a", ArrayFiles.Npy(new byte[20 << 20], 20 << 20))));
        Assert.Contains("to 1", Assert.Throws<UserException>(() => file.Read("a")).What);
    }

    [Fact]
    public void Read_FlippedBitInTheData_ChecksumDiffers()
    {
        var content = Convert.FromBase64String(ReferenceNumbers.Read("arrays.json")["npz"]!["stored"]!.GetValue<string>());
        content[400] ^= 1;
        using var file = Open(content);
        Assert.Contains("its checksum differs", Assert.Throws<UserException>(() => file.Read("images")).What);
    }

    private NpzFile Open(byte[] content)
    {
        File.WriteAllBytes(_folder.In("a.npz"), content);
        return NpzFile.Open(_folder.In("a.npz"), new ArrayLimits());
    }

    private string Refusal(byte[] content)
    {
        var e = Assert.Throws<UserException>(() => Open(content));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        return e.What;
    }
}
