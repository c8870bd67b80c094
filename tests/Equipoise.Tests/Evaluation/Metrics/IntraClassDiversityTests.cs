using Equipoise.Evaluation.Metrics;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Metrics;

public class IntraClassDiversityTests
{
    [Fact]
    public void Ratio_Triangles_OfTheirMeanSides()
    {
        using var scope = NewDisposeScope();
        var real = tensor(new float[] { 0, 0, 3, 0, 0, 4 }).reshape(3, 2); // sides 3, 4, 5
        Assert.Equal(1, IntraClassDiversity.Ratio(real, real + 7)!.Value, 1e-6);
        Assert.Equal(0.5, IntraClassDiversity.Ratio(real, real / 2)!.Value, 1e-6);
        Assert.Equal(2.5 / 4, IntraClassDiversity.Ratio(real, tensor(new float[] { 0, 0, 0, 2.5f }).reshape(2, 2))!.Value, 1e-6);
        Assert.Equal(0, IntraClassDiversity.Ratio(real, real[..1].expand(4, -1))!.Value, 1e-6);
    }

    [Fact]
    public void Ratio_NothingToCompare_Null()
    {
        using var scope = NewDisposeScope();
        Assert.Null(IntraClassDiversity.Ratio(zeros(1, 2), rand(3, 2)));
        Assert.Null(IntraClassDiversity.Ratio(rand(3, 2), zeros(1, 2)));
        Assert.Null(IntraClassDiversity.Ratio(ones(3, 2), rand(3, 2)));
    }
}
