using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Synthesis;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Synthesis;

public sealed class SmuggledImagesTests : IDisposable
{
    private static readonly Preprocessing Prepared = new(64, 1, Fit.Pad);

    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset = Phantoms(0, 63), _others = Phantoms(1, 63);

    public void Dispose()
    {
        _dataset.Dispose();
        _others.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void RequireNone_FreshImages_NoObjection()
    {
        using var made = Set(_others.Gather([.. Enumerable.Range(0, 60)]));
        SmuggledImages.RequireNone(made, Prepared, Silence.Instance, _dataset.All);
    }

    // As it comes back from an editor or a viewer: noisier, darker, mirrored; of the mark nothing is left.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RequireNone_ConvertedCopyAmongTestImages_BadDataThatNamesIt(bool mirrored)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1, CPU);
        var pixels = _others.Gather([.. Enumerable.Range(0, 20)]).clone();
        var copy = (_dataset.Gather([17]) * 0.9 + randn([1, 1, 64, 64], generator: random) * 3).clamp(0, 255).to(ScalarType.Byte);
        pixels[4] = (mirrored ? copy.flip(3) : copy)[0];
        using var made = Set(pixels);
        var e = Assert.Throws<UserException>(() => SmuggledImages.RequireNone(
            made, Prepared, Silence.Instance, _dataset.Select([0, 1]), _dataset.Select(Enumerable.Range(10, 20))));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        Assert.Contains(_dataset.Records[17].Path, e.What);
        SmuggledImages.RequireNone(made, Prepared, Silence.Instance, _dataset.Select(Enumerable.Range(18, 20)));
    }

    private static Dataset Phantoms(int seed, int images) => Dataset.Load(
        SourceCatalog.Open($"phantom:images={images},seed={seed}", new SourceOptions(), Silence.Instance), Prepared, new SourceOptions(), Silence.Instance);

    private static SyntheticSet Set(Tensor pixels) => new(pixels.clone().DetachFromDisposeScope(), new int[pixels.shape[0]]);
}
