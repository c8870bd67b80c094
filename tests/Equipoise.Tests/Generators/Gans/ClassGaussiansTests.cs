using System.Text.Json.Nodes;
using Equipoise.Generators.Gans;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Gans;

public class ClassGaussiansTests
{
    private static readonly JsonNode Reference = ReferenceNumbers.Read("class-gaussians.json");
    private static readonly int Size = Reference["size"]!.GetValue<int>();

    // Classes of more images than dimensions, of fewer, of three, two, one and none.
    [Fact]
    public void Fit_ClassesOfAnySize_NumbersOfScikitLearn()
    {
        using var scope = NewDisposeScope();
        var labels = Reference["labels"]!.AsArray().Select(v => v!.GetValue<long>()).ToArray();
        using var fit = ClassGaussians.Fit(tensor(Reference["latents"].Numbers()).reshape(-1, Size), tensor(labels), Reference["counts"]!.AsArray().Count);
        Close("means", fit.Means, 1e-12);
        Close("covariances", fit.Covariances, 1e-9);
        Close("factors", fit.Factors, 1e-6);
        Assert.Equal(Reference["shrinkages"].Numbers(), fit.Shrinkages, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Factors_ManyNormalDraws_HaveTheCovarianceAndAreLowerTriangular()
    {
        using var scope = NewDisposeScope();
        using var fit = ClassGaussians.Fit(randn(30, 5) * linspace(0.1, 3, 5), zeros(30, ScalarType.Int64), 1);
        Assert.True(allclose(fit.Covariances, fit.Factors.bmm(fit.Factors.transpose(1, 2)), 1e-6, 1e-9));
        Assert.Equal(0, fit.Factors.triu(1).abs().max().item<double>());
    }

    // A latent of which the encoder makes nothing, or the same image thrice.
    [Fact]
    public void Fit_NoVariance_FiniteFactorsThatHardlySpread()
    {
        using var scope = NewDisposeScope();
        using var fit = ClassGaussians.Fit(ones(6, 4), tensor(new long[] { 0, 0, 0, 1, 1, 1 }), 2);
        Assert.InRange(fit.Factors.abs().max().item<double>(), 0, 1e-5);
        using var line = ClassGaussians.Fit(arange(6).reshape(6, 1).expand(6, 4) * 1f, zeros(6, ScalarType.Int64), 1);
        Assert.True(line.Factors.isfinite().all().item<bool>());
    }

    [Fact]
    public void Fit_WhatCannotBe_ArgumentException()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => ClassGaussians.Fit(randn(2, 4), arange(2), 2));
        Assert.Throws<ArgumentException>(() => ClassGaussians.Fit(randn(3, 4), zeros(2, ScalarType.Int64), 1));
        Assert.Throws<ArgumentException>(() => ClassGaussians.Fit(full([3, 4], float.NaN), zeros(3, ScalarType.Int64), 1));
    }

    [Fact]
    public void Fit_Disposed_LeavesNothing()
    {
        using var scope = NewDisposeScope();
        var (latents, labels) = (randn(9, 4), arange(9).remainder(2));
        var before = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        ClassGaussians.Fit(latents, labels, 3).Dispose();
        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static void Close(string name, Tensor actual, double tolerance)
    {
        var expected = Reference[name]!.AsArray().SelectMany(row => row.Numbers()).ToArray();
        var values = actual.flatten().data<double>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), p => Assert.Equal(p.First, p.Second, tolerance * (1 + Math.Abs(p.First))));
    }
}
