using System.Text.Json;
using Equipoise.Features.Pretrained;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Cli;

[Collection(PretrainedTests.Name)]
public sealed class WeightsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PretrainedFixture _pretrained;
    private readonly string? _before = Environment.GetEnvironmentVariable(WeightsStore.Variable);

    public WeightsCommandTests(PretrainedFixture pretrained)
    {
        _pretrained = pretrained;
        Environment.SetEnvironmentVariable(WeightsStore.Variable, _folder.In("store"));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(WeightsStore.Variable, _before);
        _folder.Dispose();
    }

    [Fact]
    public async Task ImportThenList_OwnFile_ToldWhatItIs()
    {
        Assert.Contains("densenet121    none; see 'equipoise weights import --help'", (await CliRun.Of("weights", "list")).Output);
        var (code, output, error) = await CliRun.Of("weights", "import", "densenet121", _pretrained.DenseNetFile);
        Assert.True(code == 0, error);
        Assert.StartsWith("densenet121    torchxrayvision  d.safetensors, SHA-256 ", output);
        Assert.Contains($", not a known file\nKept in {_folder.In("store")}\n", output);
        Assert.Contains("nothing vouches for its content", error);
        var listed = JsonDocument.Parse((await CliRun.Of("weights", "list", "--json")).Output).RootElement;
        Assert.Equal("torchxrayvision", listed[0].GetProperty("variant").GetString());
    }

    [Fact]
    public async Task Import_WrongUse_ExitCodeAndRemedy()
    {
        var (code, _, error) = await CliRun.Of("weights", "import", "densenet", _pretrained.DenseNetFile);
        Assert.Equal(2, code);
        Assert.Contains("Did you mean 'densenet121'?", error);
        (code, _, error) = await CliRun.Of("weights", "import", "inception-v3", _pretrained.DenseNetFile);
        Assert.Equal(3, code);
        Assert.Contains("It looks like densenet121", error);
    }

    [Fact]
    public async Task Import_Help_Addresses()
    {
        var (_, output, _) = await CliRun.Of("weights", "import", "--help");
        foreach (var published in PretrainedNetworks.All.Names.SelectMany(n => PretrainedNetworks.Get(n).Published))
            Assert.Contains(published.Address, output.Replace("\n", "").Replace(" ", ""));
    }
}
