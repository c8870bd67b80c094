using Equipoise.Common;
using Equipoise.Features.Pretrained;
using Equipoise.Native;
using Equipoise.Networks;
using Equipoise.Networks.Inception;

namespace Equipoise.Tests.Support;

/// <summary>Tests with imported weights; made once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class PretrainedTests : ICollectionFixture<PretrainedFixture>
{
    public const string Name = "Pretrained";
}

/// <summary>A store with weights given by a formula: Inception v3 for FID and TorchXRayVision's DenseNet121.</summary>
public sealed class PretrainedFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PretrainedFixture()
    {
        LibTorch.Load();
        using var inception = new InceptionV3(InceptionVariant.Fid, 1008);
        using var dense = new DenseNet121(1, 18);
        (Store, DenseNetFile) = (new WeightsStore(_folder.In("store")), _folder.In("d.safetensors"));
        FormulaWeights.Noise(inception);
        FormulaWeights.Noise(dense);
        Safetensors.Write(_folder.In("i.safetensors"), inception.state_dict());
        Safetensors.Write(DenseNetFile, dense.state_dict());
        Store.Import("inception-v3", _folder.In("i.safetensors"), Silence.Instance);
        Store.Import("densenet121", DenseNetFile, Silence.Instance);
    }

    public WeightsStore Store { get; }

    public string DenseNetFile { get; }

    public void Dispose() => _folder.Dispose();
}
