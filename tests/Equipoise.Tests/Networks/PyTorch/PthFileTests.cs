using Equipoise.Common;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks.PyTorch;

public sealed class PthFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Saved => [.. ReferenceWeights.All["read"]!.AsObject().Select(c => c.Key)];

    public static TheoryData<string> Refused => [.. ReferenceWeights.All["refused"]!.AsObject().Select(c => c.Key)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Saved))]
    public void Read_FileOfTorchSave_SameBytes(string name)
    {
        using var scope = NewDisposeScope();
        var expected = ReferenceWeights.All["read"]![name]!;
        ReferenceWeights.RequireSame(expected["tensors"]!, WeightsFile.Read(Write(expected.File())));
    }

    // Harmful ones among them: nothing that they name is ever called.
    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_HarmfulOrMalformedFile_SaysWhatWasMet(string name)
    {
        var hostile = ReferenceWeights.All["refused"]![name]!;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<UserException>(() => WeightsFile.Read(Write(hostile.File())));
        Assert.Equal(ExitCode.BadData, refusal.ExitCode);
        Assert.Contains(hostile["says"]!.GetValue<string>(), refusal.What);
        Assert.Contains("torch.save", refusal.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300L << 20);
    }

    [Fact]
    public void Read_ViewsOfOneStorage_ShareItsMemory()
    {
        using var scope = NewDisposeScope();
        var tensors = WeightsFile.Read(Write(ReferenceWeights.All["read"]!["strided"]!.File()));
        tensors["same"][1] = 100;
        Assert.Equal((100f, 100f), (tensors["stepped"][0].item<float>(), tensors["transposed"][1, 0].item<float>()));
        Assert.Equal([6L, 4], tensors["transposed"].shape);
        Assert.Equal([0L, 0], tensors["expanded"].stride());
    }

    // The entries of all other tensors may be missing.
    [Fact]
    public void Read_ChosenTensor_NoOtherIsRead()
    {
        var file = ReferenceWeights.All["read"]!["wrapped"]!.File();
        var all = file.AsSpan();
        for (int at; (at = all.IndexOf("/data/0"u8)) >= 0; all = all[(at + 7)..])
            all[at + 6] = (byte)'x';
        var path = Write(file);
        Assert.Contains("data/0", Assert.Throws<UserException>(() => WeightsFile.Read(path)).What);
        using var bias = WeightsFile.Read(path, names => names.Where(n => n == "0.bias")).Single().Value;
        Assert.Equal(2, bias.numel());
    }

    [Fact]
    public void Read_OneBitOfTheNumbersFlipped_DamageIsSeen()
    {
        var file = ReferenceWeights.All["read"]!["strided"]!.File();
        var at = file.AsSpan().IndexOf(BitConverter.GetBytes(23f));
        Assert.InRange(at, 1, file.Length);
        file[at] ^= 1;
        Assert.Contains("checksum", Assert.Throws<UserException>(() => WeightsFile.Read(Write(file))).What);
    }

    [Fact]
    public void Read_FileThatFails_NoTensorStaysAlive()
    {
        var path = Write(ReferenceWeights.All["refused"]!["numbers of two types"]!.File());
        var statistics = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        Assert.Throws<UserException>(() => WeightsFile.Read(path));
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
        foreach (var tensor in WeightsFile.Read(Write(ReferenceWeights.All["read"]!["strided"]!.File())).Values)
            tensor.Dispose();
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }

    private string Write(byte[] content)
    {
        File.WriteAllBytes(_folder.In("w"), content);
        return _folder.In("w");
    }
}
