using Equipoise.Common;
using Equipoise.Features.Pretrained;
using Equipoise.Networks;
using Equipoise.Networks.Inception;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features.Pretrained;

[Collection(PretrainedTests.Name)]
public sealed class WeightsStoreTests(PretrainedFixture pretrained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_UnknownFile_KeptWithANoteThatSaysSo()
    {
        var said = new Listening();
        var note = Store.Import("densenet121", pretrained.DenseNetFile, said);
        Assert.Equal(("torchxrayvision", 1, 18, false), (note.Variant, note.Channels, note.Classes, note.Published));
        Assert.Contains("is none of the files known for densenet121", Assert.Single(said.Lines));
        Assert.Equal(ContentHash.OfFile(pretrained.DenseNetFile), note.Sha256);
        Assert.Equal(note, Assert.Single(Store.List()));
        Assert.Equal(["densenet121.json", "densenet121.safetensors"], Directory.GetFiles(Store.Folder).Select(Path.GetFileName).Order());
        using var network = Store.Load("densenet121").Network;
        using var expected = new DenseNet121(1, 18);
        FormulaWeights.Noise(expected);
        Assert.All(expected.state_dict(), t => Assert.True(t.Value.allclose(network.state_dict()[t.Key], rtol: 0, atol: 0), t.Key));
    }

    // As torchvision published them, from a time when names could have dots and nothing counted batches; and what others add.
    [Fact]
    public void Import_OldNamesAndExtras_Accepted()
    {
        var changed = Changed(weights =>
        {
            foreach (var name in weights.Keys.ToList())
                if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                    weights.Remove(name);
                else if (name.Contains(".denselayer") && weights.Remove(name, out var tensor))
                    weights[name.Replace("norm1.", "norm.1.").Replace("norm2.", "norm.2.").Replace("conv1.", "conv.1.").Replace("conv2.", "conv.2.")] = tensor;
            weights["op_threshs"] = zeros(18);
        });
        Store.Import("densenet121", changed, Silence.Instance);
        using var network = Store.Load("densenet121").Network;
        using var scope = NewDisposeScope();
        var expected = WeightsFile.Read(pretrained.DenseNetFile);
        Assert.All(network.state_dict(), t => Assert.True(t.Value.allclose(expected[t.Key])));
    }

    [Fact]
    public void Import_MissingTensorsOrOtherShapes_NamesTheFirstFewAndKeepsWhatWasThere()
    {
        var before = Store.Import("densenet121", pretrained.DenseNetFile, Silence.Instance);
        var message = Refused(Changed(weights =>
        {
            weights.Remove("features.conv0.weight");
            weights["features.norm5.bias"] = zeros(7);
            weights["extra"] = zeros(1);
        })).What;
        Assert.Contains("1 missing (features.conv0.weight)", message);
        Assert.Contains("1 of another shape (features.norm5.bias [7], needed [1024])", message);
        Assert.Contains("1 unexpected (extra)", message);
        Assert.Equal(before, Store.Find("densenet121"));
    }

    [Fact]
    public void Import_WeightsOfAnotherNetwork_NamesIt()
    {
        using var scope = NewDisposeScope();
        using var other = new InceptionV3(InceptionVariant.Fid, 1008);
        Safetensors.Write(_folder.In("w"), other.state_dict().ToDictionary(t => t.Key, t => zeros(1)));
        var e = Refused(_folder.In("w"));
        Assert.Contains("cannot serve 'densenet121'", e.What);
        Assert.Contains("It looks like inception-v3", e.Remedy);
    }

    [Fact]
    public void Import_DamagedFile_Refused()
    {
        File.WriteAllBytes(_folder.In("w"), File.ReadAllBytes(pretrained.DenseNetFile)[..^1]);
        Assert.Contains("cannot be read", Refused(_folder.In("w")).What);
        Assert.Contains("cannot be read", Refused(_folder.In("nothing")).What);
        Assert.Contains("not finite", Refused(Changed(weights => weights["features.norm5.bias"][3] = float.NaN)).What);
        Assert.False(Directory.Exists(Store.Folder));
    }

    [Theory]
    [InlineData("densenet121-a639ec97.pth", "a639ec97")]
    [InlineData("inception_v3_google-0cc3c7bd.pth", "0cc3c7bd")]
    [InlineData("pt_inception-2015-12-05-6726825d.pth", "6726825d")]
    public void Import_PublishedNameButOtherContent_Refused(string name, string hash)
    {
        File.Copy(pretrained.DenseNetFile, _folder.In(name));
        var e = Refused(_folder.In(name));
        Assert.Contains($"begins with {ContentHash.OfFile(pretrained.DenseNetFile).Hex[..8]}, that of the published file with {hash}", e.What);
        Assert.Contains("download it again from https://", e.Remedy);
    }

    [Fact]
    public void Origin_PublishedContentUnderAnyName_Recognised()
    {
        File.WriteAllText(_folder.In("renamed"), "abc");
        Assert.Equal((ContentHash.Of("abc"), true), WeightsCheck.Origin("densenet121", new Known("ba7816bf"), _folder.In("renamed")));
        Assert.False(WeightsCheck.Origin("densenet121", new Known("ba7816be"), _folder.In("renamed")).Published);
    }

    [Fact]
    public void Load_WeightsChangedSince_Refused()
    {
        Store.Import("densenet121", pretrained.DenseNetFile, Silence.Instance);
        var file = Path.Combine(Store.Folder, "densenet121.safetensors");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("were changed or removed", Assert.Throws<UserException>(() => Store.Load("densenet121")).What);
        File.Delete(file);
        Assert.Contains("were changed or removed", Assert.Throws<UserException>(() => Store.Load("densenet121")).What);
    }

    [Fact]
    public void Import_AcceptedOrRefused_NoTensorLeft()
    {
        var damaged = Changed(weights => weights.Remove("features.conv0.weight"));
        var statistics = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        Store.Import("densenet121", pretrained.DenseNetFile, Silence.Instance);
        Refused(damaged);
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }

    private WeightsStore Store => new(_folder.In("store"));

    private UserException Refused(string file)
    {
        var e = Assert.Throws<UserException>(() => Store.Import("densenet121", file, Silence.Instance));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        return e;
    }

    // The fixture's DenseNet121 with a change.
    private string Changed(Action<Dictionary<string, Tensor>> change)
    {
        using var scope = NewDisposeScope();
        var weights = WeightsFile.Read(pretrained.DenseNetFile);
        scope.Attach([.. weights.Values]);
        change(weights);
        Safetensors.Write(_folder.In("changed.safetensors"), weights);
        return _folder.In("changed.safetensors");
    }

    private sealed class Listening : IRunProgress
    {
        public List<string> Lines { get; } = [];

        public IStage Begin(string name, long total) => Silence.Instance;

        public void Warn(string message) => Lines.Add(message);

        public void Say(string message) => Lines.Add(message);
    }

    private sealed class Known(string hash) : IPretrainedNetwork
    {
        public IReadOnlyList<PublishedWeights> Published => [new("f", hash, "a", "w")];

        public string? Advice => null;

        public string? Rename(string name) => name;

        public nn.Module Build(IReadOnlyDictionary<string, Tensor> weights) => throw new NotSupportedException();

        public (string Variant, int Channels, int Classes) Describe(nn.Module network) => throw new NotSupportedException();
    }
}
