using Equipoise.Evaluation;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation;

public sealed class FeatureSetTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Create_NotFinite_RefusedWithTheImage(float bad)
    {
        using var scope = NewDisposeScope();
        var values = zeros(5, 3);
        values[3, 1] = tensor(bad);

        var error = Assert.Throws<ArgumentException>(() => new FeatureSet(values));

        Assert.StartsWith("Image 3 has a feature that is no finite number.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ChangedLater_Copied()
    {
        using var scope = NewDisposeScope();
        var values = zeros([2, 2], ScalarType.Float64);
        using var set = new FeatureSet(values);

        values.fill_(1);

        Assert.Equal(0, set.Values.sum().item<double>());
    }

    [Fact]
    public void Create_OtherNumberOfGroups_Refused()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new FeatureSet(zeros(3, 2), ["a", "b"]));
        Assert.StartsWith("2 groups for 3 images.", error.Message, StringComparison.Ordinal);
    }
}
