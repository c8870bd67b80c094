using System.Text;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data.Arrays;
using Equipoise.Tests.Support;
using FsCheck;
using FsCheck.Xunit;

namespace Equipoise.Tests.Data.Arrays;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Written =>
        [.. ReferenceNumbers.Read("arrays.json")["npy"]!.AsArray().Select(c => c!["name"]!.GetValue<string>())];

    [Theory]
    [MemberData(nameof(Written))]
    public void Read_WrittenByNumPy_ItsShapeAndValues(string name)
    {
        var expected = ReferenceNumbers.Read("arrays.json")["npy"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == name)!;
        var array = Read(Convert.FromBase64String(expected["file"]!.GetValue<string>()));
        Assert.Equal(Longs(expected["shape"]), array.Shape.Select(s => (long)s));
        Assert.Equal(Longs(expected["values"]), Enumerable.Range(0, array.Count).Select(i => array[i]));
    }

    [Theory]
    [InlineData("object", "could run code")]
    [InlineData("structured", "several fields")]
    [InlineData("float", "fractions")]
    [InlineData("complex", "'<c16'")]
    [InlineData("text", "'<U9'")]
    [InlineData("date", "'<M8[D]'")]
    public void Read_OtherThanWholeNumbers_RefusedWithTheReason(string name, string reason) => Assert.Contains(
        reason, Refusal(Convert.FromBase64String(ReferenceNumbers.Read("arrays.json")["refused"]![name]!.GetValue<string>())));

    [Theory]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", null)]
    [InlineData("{'shape':(6,),'descr':'|u1','fortran_order':False}", null)]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 4), }", "ends early")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (5,), }", "more data than its header")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-2, -3), }", "not the dictionary")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2147483648,), }", "2147483648")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }", "larger than any file")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (2147483647, 2147483647), }", "larger than any file")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2000000000,), }", "to 1")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (2147483647,), }", "more than the limit")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,,2), }", "''")]
    [InlineData("{'descr': '|u1', 'descr': '|u1', 'shape': (6,), }", "not the dictionary")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (6,), 'more': 1}", "not the dictionary")]
    [InlineData("__import__('os').system('true')", "not the dictionary")]
    [InlineData("", "not the dictionary")]
    public void Read_HandWrittenHeader_AcceptedOrRefusedWithTheReason(string header, string? reason)
    {
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), 1, 2, 3, 4, 5, 6];
        if (reason is null)
            Assert.Equal([1, 2, 3, 4, 5, 6], Read(file).Bytes.ToArray());
        else
            Assert.Contains(reason, Refusal(file));
    }

    [Fact]
    public void Read_HeaderOfFourGigabytes_RefusedAtOnce() =>
        Assert.Contains("header of 4,294,967,295 bytes", Refusal([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255]));

    [Fact]
    public void Read_FarMoreAnnouncedThanThere_NothingReservedForIt()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("16,000,000 bytes of data announced, 1 found", Refusal(ArrayFiles.Npy([7], 4000, 4000)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(new byte[0], "ends early")]
    [InlineData(new byte[] { 0x93, (byte)'N' }, "ends early")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, "not an NPY array")]
    [InlineData(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 4, 0, 0, 0 }, "version 4.0")]
    public void Read_NoNpy_RefusedWithTheReason(byte[] file, string reason) => Assert.Contains(reason, Refusal(file));

    [Fact]
    public void Read_NoFile_BadDataNamingIt() => Assert.Contains(
        "nowhere.npy", Assert.Throws<UserException>(() => NpyFile.Read(_folder.In("nowhere.npy"), new ArrayLimits())).What);

    [Property]
    public void Read_AnyBytes_RoundTrip(NonNull<byte[]> data)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.In("a.npy"), ArrayFiles.Npy(data.Get, data.Get.Length));
        Assert.Equal(data.Get, NpyFile.Read(folder.In("a.npy"), new ArrayLimits()).Bytes.ToArray());
    }

    private NdArray Read(byte[] file)
    {
        File.WriteAllBytes(_folder.In("a.npy"), file);
        return NpyFile.Read(_folder.In("a.npy"), new ArrayLimits());
    }

    private string Refusal(byte[] file)
    {
        var e = Assert.Throws<UserException>(() => Read(file));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        return e.What;
    }

    private static long[] Longs(JsonNode? node) => [.. node!.AsArray().Select(v => v!.GetValue<long>())];
}
