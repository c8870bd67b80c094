using Equipoise.Evaluation.Memorisation;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Memorisation;

public class AuthenticityTests
{
    [Fact]
    public void Of_Copies_None()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var training = randn([80, 5], generator: generator);
        var (share, interval) = Authenticity.Of(training, training[..40]);
        Assert.Equal(0, share);
        Assert.InRange(interval.High, 0.05, 0.15);
    }

    // Two points of a Poisson process are each other's nearest neighbours with probability 2/3 on a line and 0.6215 in the plane
    // (Clark and Evans 1955).
    [Theory]
    [InlineData(1, 1 / 3.0)]
    [InlineData(2, 0.3785)]
    public void Of_FreshImages_WhatPoissonsProcessGives(int width, double expected)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2, CPU);
        var (share, interval) = Authenticity.Of(rand([3000, width], generator: generator), rand([3000, width], generator: generator));
        Assert.Equal(expected, share, 0.03);
        Assert.InRange(share, interval.Low, interval.High);
    }

    // 0.9 is nearer to 1 than 0 is, and 6.5 nearer to 5 than 1 is; -1.5 and 10 are further out than the neighbours of 0 and 5.
    [Fact]
    public void Of_OnALine_CountedByHand()
    {
        using var scope = NewDisposeScope();
        var training = tensor(new double[] { 0, 1, 5 }).unsqueeze(1);
        var synthetic = tensor(new[] { 0.9, -1.5, 6.5, 10 }).unsqueeze(1);
        Assert.Equal(0.5, Authenticity.Of(training, synthetic).Share);
    }

    [Fact]
    public void Of_OneTrainingImage_Refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => Authenticity.Of(zeros(1, 3), zeros(4, 3)));
    }
}
