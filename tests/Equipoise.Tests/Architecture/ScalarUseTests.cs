using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Architecture;

public class ScalarUseTests
{
    private static readonly string Folder = AppContext.BaseDirectory;
    private static readonly Lazy<ScalarUse> Use = new(() => new ScalarUse(Folder));
    private static readonly Lazy<string[]> InTraps = new(() => [.. Use.Value.In(typeof(Traps).Assembly.Location)
        .Where(f => f.StartsWith(typeof(Traps).FullName!.Replace('+', '/'), StringComparison.Ordinal))]);

    public static TheoryData<string> ProductAssemblies =>
        [.. Directory.GetFiles(Folder, "Equipoise*.dll").Select(f => Path.GetFileName(f)).Where(f => f != "Equipoise.Tests.dll")];

    [Theory]
    [MemberData(nameof(ProductAssemblies))]
    public void Product_Scalars_Held(string assembly)
    {
        var found = Use.Value.In(Path.Combine(Folder, assembly)).ToList();
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [Theory]
    [InlineData(nameof(Traps.Product), "op_Multiply")]
    [InlineData(nameof(Traps.Sum), "op_Addition")]
    [InlineData(nameof(Traps.Argument), "op_Implicit")]
    [InlineData(nameof(Traps.NeverDisposed), "op_Implicit")]
    [InlineData(nameof(Traps.SecondOfTwo), "op_Implicit")]
    [InlineData(nameof(Traps.Layer), "nn.LeakyReLU")]
    [InlineData(nameof(Traps.CountingLayer), "nn.BatchNorm2d")]
    [InlineData(nameof(Traps.Optimiser), "optim.Adam")]
    [InlineData(nameof(Traps.Delegate), "Tensor.square")]
    [InlineData(nameof(Traps.Accessor), "Tensor.softplus")]
    public void Trap_EachKind_Found(string method, string what) =>
        Assert.Contains(InTraps.Value, f => f.Contains($".{method}: ", StringComparison.Ordinal) && f.Contains(what, StringComparison.Ordinal));

    [Theory]
    [InlineData(nameof(Traps.Held))]
    [InlineData(nameof(Traps.HeldTwice))]
    [InlineData(nameof(Traps.HeldForGood))]
    [InlineData(nameof(Traps.PassedOn))]
    [InlineData(nameof(Traps.Unconcerned))]
    public void Held_EachKind_Passed(string method) =>
        Assert.DoesNotContain(InTraps.Value, f => f.Contains($".{method}: ", StringComparison.Ordinal));

    // Never called, but read as compiled.
    private static class Traps
    {
        private static readonly Scalar One = 1;

        public static Tensor Product(Tensor x) => x * 0.5;

        public static Tensor Sum(Tensor x) => x + x;

        public static Tensor Argument(Tensor x) => x.clamp_min(0);

        public static Tensor NeverDisposed(Tensor x)
        {
            Scalar number = 0.5;
            return x.mul(number);
        }

        public static Tensor SecondOfTwo(Tensor x)
        {
            using Scalar number = 0.5;
            return x.add(number, 1);
        }

        public static nn.Module<Tensor, Tensor> Layer() => nn.LeakyReLU(0.2);

        public static nn.Module<Tensor, Tensor> CountingLayer() => nn.BatchNorm2d(3);

        public static optim.Optimizer Optimiser(nn.Module network) => optim.Adam(network.parameters());

        public static Func<Tensor> Delegate(Tensor x) => x.square;

        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "softplus")]
        public static extern Tensor Accessor(Tensor x, double beta, double threshold);

        public static Tensor Held(Tensor x)
        {
            using Scalar number = 0.5;
            return x.mul(number);
        }

        public static Tensor HeldTwice(Tensor x)
        {
            using Scalar number = 0.5, alpha = 1;
            return x.add(number, alpha);
        }

        public static Tensor HeldForGood(Tensor x) => x.add(x, One);

        public static Scalar PassedOn(double number) => number;

        public static nn.Module<Tensor, Tensor> Unconcerned() => nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.GroupNorm(1, 3));
    }
}
