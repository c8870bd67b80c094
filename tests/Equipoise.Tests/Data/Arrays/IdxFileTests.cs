using Equipoise.Common;
using Equipoise.Data.Arrays;
using Equipoise.Tests.Support;
using FsCheck;
using FsCheck.Xunit;

namespace Equipoise.Tests.Data.Arrays;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("images")]
    [InlineData("images.gz")]
    public void Read_WrittenByPython_ItsShapeAndValues(string name)
    {
        var reference = ReferenceNumbers.Read("arrays.json");
        var array = Read(Convert.FromBase64String(reference["idx"]![name]!.GetValue<string>()));
        Assert.Equal(reference["pictures"]!["shape"].Numbers(), array.Shape.Select(s => (double)s));
        Assert.Equal(reference["pictures"]!["values"].Numbers(), array.Bytes.ToArray().Select(b => (double)b));
    }

    [Theory]
    [InlineData(new byte[0], "ends early")]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 0 }, "two zero bytes")]
    [InlineData(new byte[] { 0, 0, 0x0D, 1, 0, 0, 0, 0 }, "type 0x0D")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "0 dimensions")]
    [InlineData(new byte[] { 0, 0, 8, 9 }, "9 dimensions")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0 }, "ends early")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 7 }, "2 bytes of data announced, 1 found")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 7, 7 }, "more data than")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255 }, "side of 4,294,967,295")]
    [InlineData(new byte[] { 0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255 }, "larger than any file")]
    [InlineData(new byte[] { 0, 0, 8, 1, 127, 0, 0, 0 }, "to 1")]
    public void Read_Malformed_RefusedWithTheReason(byte[] file, string reason)
    {
        Assert.Contains(reason, Refusal(file));
        Assert.Contains(reason, Refusal(ArrayFiles.GZip(file)));
    }

    [Fact]
    public void Read_GZipBomb_RefusedBeforeItIsUnpacked()
    {
        var bomb = ArrayFiles.GZip(ArrayFiles.Idx(new byte[20 << 20], 20 << 20));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("to 1", Refusal(bomb));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_TruncatedOrDamagedGZip_Refused()
    {
        var whole = ArrayFiles.GZip(ArrayFiles.Idx(TestImages.Draw(0, 28, 3), 1, 28, 28));
        Assert.Equal(28 * 28, Read(whole).Count);
        // The last eight bytes are checksum and length.
        for (var length = 0; length < whole.Length - 8; length += 13)
            Refusal(whole[..length]);
        whole[^6] ^= 1;
        Refusal(whole);
    }

    [Property]
    public void Read_AnyBytes_RoundTrip(NonNull<byte[]> data, bool packed)
    {
        using var folder = new TemporaryFolder();
        var file = ArrayFiles.Idx(data.Get, data.Get.Length, 1);
        File.WriteAllBytes(folder.In("a"), packed ? ArrayFiles.GZip(file) : file);
        Assert.Equal(data.Get, IdxFile.Read(folder.In("a"), new ArrayLimits()).Bytes.ToArray());
    }

    private NdArray Read(byte[] file)
    {
        File.WriteAllBytes(_folder.In("a"), file);
        return IdxFile.Read(_folder.In("a"), new ArrayLimits());
    }

    private string Refusal(byte[] file)
    {
        var e = Assert.Throws<UserException>(() => Read(file));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        return e.What;
    }
}
