using Equipoise.Common;
using Equipoise.Generators.Copying;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Copying;

public class LatentRecoveryTests
{
    private static readonly LatentRecoverySettings Settings = new() { Steps = 200, Starts = 2 };

    // A linear generator into the first half of 64 pixels: it gives any image of that half back, and of another image the other half stays.
    [Fact]
    public void Errors_LinearGenerator_WhatLiesOutsideItsRange()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1, CPU);
        var basis = randn([4, 64], generator: random);
        basis[.., 32..] = tensor(0f);
        using var gan = new FakeGan((_, z) => z.mm(basis).reshape(-1, 1, 8, 8));
        var inside = randn([3, 4], generator: random).mm(basis).reshape(-1, 1, 8, 8);
        var outside = inside.clone();
        outside[.., .., 4.., ..] = tensor(0.5f);
        var recovery = new LatentRecovery(gan, 4, Settings, new Seed(1));
        Assert.All(recovery.Errors(inside, zeros(3, ScalarType.Int64), 0), e => Assert.InRange(e, 0, 1e-4));
        Assert.All(recovery.Errors(outside, zeros(3, ScalarType.Int64), 0), e => Assert.Equal(0.125, e, 1e-4));
    }

    [Fact]
    public void Errors_SameSeedAndAnother_SameAndDifferent()
    {
        using var scope = NewDisposeScope();
        using var gan = new FakeGan((_, z) => z.tanh().sum(1).reshape(-1, 1, 1, 1).expand(-1, 1, 2, 2));
        var (images, labels) = (full([2, 1, 2, 2], 3), zeros(2, ScalarType.Int64));
        double[] Run(ulong seed) => new LatentRecovery(gan, 4, new LatentRecoverySettings { Steps = 3 }, new Seed(seed)).Errors(images, labels, 0);
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }
}
