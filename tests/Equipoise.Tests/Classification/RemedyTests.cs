using System.Text.Json.Nodes;
using Equipoise.Classification;
using Equipoise.Classification.Remedies;
using Equipoise.Common;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Classification;

public class RemedyTests
{
    private const int Side = 64;

    private static readonly JsonNode Reference = ReferenceNumbers.Read("classifier-losses.json");

    public static TheoryData<string> All => [.. new Catalog<IRemedy>().Names];

    [Theory]
    [MemberData(nameof(All))]
    public void Prepare_AnyRemedy_KeepsShapesRangesAndItsInput(string name)
    {
        using var scope = NewDisposeScope();
        var (images, targets) = Batch((ulong)name.Length);
        var before = images.clone();

        var (prepared, mixed) = Create(name).Prepare(images, targets, new Seed(1));

        Assert.Equal(images.shape, prepared.shape);
        Assert.Equal(ScalarType.Float32, prepared.dtype);
        Assert.InRange(prepared.min().item<float>(), -1, 1);
        Assert.InRange(prepared.max().item<float>(), -1, 1);
        Assert.Equal(targets.shape, mixed.shape);
        Assert.All(mixed.sum(1).data<float>().ToArray(), s => Assert.Equal(1, s, 1e-6));
        Assert.True(images.equal(before).all().item<bool>());
    }

    [Theory]
    [InlineData("flips")]
    [InlineData("standard")]
    [InlineData("mixup")]
    public void Prepare_SameSeed_TheSameAndAnotherSeedDiffers(string name)
    {
        using var scope = NewDisposeScope();
        var (images, targets) = Batch(3);
        Tensor Prepared(ulong seed) => Create(name).Prepare(images, targets, new Seed(seed)).Images;
        Assert.True(Prepared(1).equal(Prepared(1)).all().item<bool>());
        Assert.False(Prepared(1).equal(Prepared(2)).all().item<bool>());
    }

    [Theory]
    [InlineData("none", "hard", "none")]
    [InlineData("oversampling", "hard", "none")]
    [InlineData("mixup", "mixed", "mixup")]
    [InlineData("class-weights", "hard", "class-weights")]
    [InlineData("focal-loss", "hard", "focal-loss")]
    public void Loss_FixedLogits_AsNumPy(string remedy, string targets, string expected) => Assert.All(Enum.GetValues<ClassifierLoss>(), kind =>
    {
        using var scope = NewDisposeScope();
        var loss = Create(remedy).Loss(kind, Matrix("logits"), Matrix(targets), PerClass()).item<float>();
        Assert.Equal(Reference[$"{kind}"]![expected]!.GetValue<double>(), loss, 1e-5);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Loss_AnyRemedy_SlopeAtEveryLogitOfAnImageOfAWeight(string name) => Assert.All(Enum.GetValues<ClassifierLoss>(), kind =>
    {
        using var scope = NewDisposeScope();
        var logits = Matrix("logits").requires_grad_();
        Create(name).Loss(kind, logits, Matrix("hard"), PerClass()).backward();
        Assert.All(logits.grad!.data<float>().ToArray(), g => Assert.True(float.IsFinite(g) && g != 0));
    });

    [Fact]
    public void ClassWeights_Counts_AsScikitLearn() =>
        Assert.Equal(Reference["weights"].Numbers(), ClassWeights.Of(PerClass()).Select(w => (double)w), (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void Oversampling_TwoClasses_AsOftenAndEveryImage()
    {
        int[] labels = [.. Enumerable.Repeat(0, 30), .. Enumerable.Repeat(1, 3)];
        var order = Create("oversampling").Order(labels, 2, 10, new Seed(1));
        int[] seen = [.. Enumerable.Range(0, 12).SelectMany(step => order.At(step))];
        Assert.Equal(60, seen.Count(i => labels[i] == 0));
        Assert.All(seen.Where(i => labels[i] == 1).CountBy(i => i), c => Assert.Equal(20, c.Value));
        Assert.Equal(33, seen.Distinct().Count());
    }

    [Fact]
    public void Flips_ManyImages_EachOfTheFourOrientationsAQuarterOfTheTime()
    {
        using var scope = NewDisposeScope();
        var one = tensor(new float[,] { { 0.1f, 0.2f }, { 0.3f, 0.4f } }).reshape(1, 1, 2, 2).expand(4000, 1, 2, 2);
        var corners = new Flips().Prepare(one, zeros(4000, 2), new Seed(1)).Images[TensorIndex.Colon, 0, 0, 0].data<float>().ToArray();
        Assert.All(corners.CountBy(c => c), c => Assert.InRange(c.Value, 900, 1100));
        Assert.Equal(4, corners.Distinct().Count());
    }

    // An image that is its own target tells whether both were mixed alike.
    [Fact]
    public void Mixup_ImagesOfTheirTargets_MixedAlike()
    {
        using var scope = NewDisposeScope();
        var targets = eye(6);
        var (images, mixed) = new Mixup().Prepare(targets.reshape(6, 1, 1, 6), targets, new Seed(4));
        Assert.True(images.reshape(6, 6).allclose(mixed));
        Assert.Contains(mixed.data<float>().ToArray(), t => t is > 0 and < 1);
    }

    [Fact]
    public void Mixup_Shares_MomentsOfBeta()
    {
        var random = new Seed(1).Random();
        double[] shares = [.. Enumerable.Range(0, 20_000).Select(_ => Mixup.Share(random))];
        var mean = shares.Average();
        Assert.Equal(0.5, mean, 0.01);
        Assert.Equal(1 / (4 * (2 * 0.2 + 1)), shares.Average(s => (s - mean) * (s - mean)), 0.004);
        Assert.All(shares, s => Assert.InRange(s, 0, 1));
    }

    [Fact]
    public void Standard_AnOblongBlob_MovedTurnedScaledAndLitWithinItsLimits()
    {
        using var scope = NewDisposeScope();
        var blobs = Blob().expand(400, 1, Side, Side);
        var moved = new StandardAugmentation().Prepare(blobs, zeros(400, 2), new Seed(1)).Images;
        Moments[] all = [.. Enumerable.Range(0, 400).Select(i => Moments.Of(moved[i, 0]))];
        var plain = Moments.Of(blobs[0, 0]);

        Within(all.Select(m => m.X - plain.X), 0.05 * Side);
        Within(all.Select(m => m.Y - plain.Y), 0.05 * Side);
        Within(all.Select(m => (m.Angle - plain.Angle) * 180 / Math.PI), 10);
        Within(all.Select(m => Math.Sqrt(m.Area / plain.Area) - 1), 0.1);
        Within(all.Select(m => m.Peak / plain.Peak - 1), 0.15);
    }

    [Fact]
    public void Standard_WhiteImage_BlackComesInFromOutside()
    {
        using var scope = NewDisposeScope();
        var moved = new StandardAugmentation().Prepare(ones(50, 1, Side, Side), zeros(50, 2), new Seed(1)).Images;
        Assert.Equal(-1, moved.min().item<float>());
        Assert.InRange(moved[TensorIndex.Colon, 0, Side / 2, Side / 2].min().item<float>(), 0.69f, 1);
    }

    // Neither beyond the limit, give or take what sampling blurs, nor far from reaching it on both sides.
    private static void Within(IEnumerable<double> values, double limit)
    {
        Assert.InRange(values.Max(), 0.85 * limit, 1.03 * limit);
        Assert.InRange(values.Min(), -1.03 * limit, -0.85 * limit);
    }

    private static Tensor Blob()
    {
        var at = arange(Side, ScalarType.Float32) - (Side - 1) / 2f;
        var (y, x) = (at.unsqueeze(1) / 4, at.unsqueeze(0) / 9);
        return ((y * y + x * x) * -0.5).exp().mul(1.6).sub(1).reshape(1, 1, Side, Side);
    }

    private static (Tensor Images, Tensor Targets) Batch(ulong seed)
    {
        using var generator = new Generator(seed, CPU);
        return (rand([8, 1, 32, 32], generator: generator) * 2 - 1, nn.functional.one_hot(randint(3, [8], generator: generator), 3).to(ScalarType.Float32));
    }

    private static IRemedy Create(string name) => new Catalog<IRemedy>().Get(name, "remedy").Create();

    private static int[] PerClass() => [.. Reference["perClass"].Numbers().Select(n => (int)n)];

    private static Tensor Matrix(string name)
    {
        var rows = Reference[name]!.AsArray().Select(r => r.Numbers()).ToArray();
        return tensor(rows.SelectMany(r => r).Select(v => (float)v).ToArray()).reshape(rows.Length, -1);
    }

    /// <summary>Place, direction and extent of what is lighter than black.</summary>
    private sealed record Moments(double X, double Y, double Angle, double Area, double Peak)
    {
        public static Moments Of(Tensor image)
        {
            using var scope = NewDisposeScope();
            var light = image.to(ScalarType.Float64) + 1;
            var at = arange(Side, ScalarType.Float64);
            double Mean(Tensor of) => (light * of).sum().item<double>() / light.sum().item<double>();
            var (x, y) = (Mean(at.unsqueeze(0)), Mean(at.unsqueeze(1)));
            var (dx, dy) = (at.unsqueeze(0) - x, at.unsqueeze(1) - y);
            var (xx, yy, xy) = (Mean(dx * dx), Mean(dy * dy), Mean(dx * dy));
            return new(x, y, Math.Atan2(2 * xy, xx - yy) / 2, Math.Sqrt(xx * yy - xy * xy), light.max().item<double>());
        }
    }
}
