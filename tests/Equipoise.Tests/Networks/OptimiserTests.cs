using Equipoise.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class OptimiserTests
{
    private const int Steps = 20;
    private const double Rate = 2e-3;

    private static readonly long[][] ShapesOfWeights = [[16, 3, 3, 3], [16], [7, 33], [1]];

    public static TheoryData<string> Rules => ["adam 0.5 0.999", "adam 0 0.9", "adam 0.9 0.999", "rmsprop"];

    // To the last bit: weights and moments, with a weight that has no gradient at first and a rate that falls.
    [Theory]
    [MemberData(nameof(Rules))]
    public void Step_TwentyTimes_AsTorchSharp(string rule)
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (Weights(), Weights());
        using var optimiser = Ours(rule, ours);
        using var reference = Theirs(rule, theirs);
        for (var step = 0; step < Steps; step++)
        {
            optimiser.ZeroGrad();
            reference.zero_grad();
            Loss(ours, step).backward();
            Loss(theirs, step).backward();
            optimiser.LearningRate = reference.ParamGroups.First().LearningRate = Rate * (1 - step / 40.0);
            optimiser.Step();
            reference.step();
        }
        Assert.All(ours.Zip(theirs), pair => AssertSame(pair.Second, pair.First));
        var state = optimiser.State(["a", "b", "c", "d"]).ToDictionary(s => s.Name, s => s.Tensor);
        Assert.All(Moments(reference), moment => AssertSame(moment.Tensor, state[moment.Name]));
        Assert.Equal(Moments(reference).Count(), state.Count);
        Assert.Equal([Steps, Steps, Steps, Steps - 5], new[] { "a", "b", "c", "d" }.Select(n => state[$"{n}.step"].item<long>()));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void LoadState_HalfWay_GoesOnTheSame(string rule)
    {
        using var scope = NewDisposeScope();
        string[] names = ["a", "b", "c", "d"];
        var (through, resumed) = (Weights(), Weights());
        using var whole = Ours(rule, through);
        Train(whole, through, 0, Steps);
        using var first = Ours(rule, resumed);
        Train(first, resumed, 0, 9);
        var state = first.State(names).ToDictionary(s => s.Name, s => s.Tensor.clone());
        using var second = Ours(rule, resumed);
        second.LoadState(names, (name, _) => state[name]);
        Train(second, resumed, 9, Steps);
        Assert.All(through.Zip(resumed), pair => AssertSame(pair.First, pair.Second));
    }

    private static void Train(Optimiser optimiser, Parameter[] weights, int from, int to)
    {
        for (var step = from; step < to; step++)
        {
            optimiser.ZeroGrad();
            Loss(weights, step).backward();
            optimiser.Step();
        }
    }

    private static Parameter[] Weights()
    {
        using var generator = new Generator(7, CPU);
        return [.. ShapesOfWeights.Select(s => new Parameter(randn(s, generator: generator)))];
    }

    // The last weight joins at the sixth step.
    private static Tensor Loss(Parameter[] weights, int step)
    {
        var loss = weights[..3].Select((w, i) => (w * w * w).sin().sum() * (i + step / 7.0)).Aggregate((a, b) => a + b);
        return step < 5 ? loss : loss + weights[3].exp().sum();
    }

    private static Optimiser Ours(string rule, Parameter[] weights) => rule.Split(' ') is ["adam", var a, var b]
        ? new Equipoise.Networks.Adam(weights, Rate, double.Parse(a), double.Parse(b))
        : new RmsProp(weights, Rate);

    private static optim.Optimizer Theirs(string rule, Parameter[] weights) => rule.Split(' ') is ["adam", var a, var b]
        ? optim.Adam(weights, Rate, double.Parse(a), double.Parse(b))
        : optim.RMSProp(weights, Rate);

    private static IEnumerable<(string Name, Tensor Tensor)> Moments(optim.Optimizer reference) =>
        ((OptimizerHelper)reference).state_dict().State.Zip("abcd").SelectMany(s => (IEnumerable<(string, Tensor)>)(s.First switch
        {
            TorchSharp.Modules.Adam.State adam =>
                [($"{s.Second}.exp_avg", adam.exp_avg), ($"{s.Second}.exp_avg_sq", adam.exp_avg_sq), ($"{s.Second}.step", tensor(adam.step))],
            RMSProp.State rms => [($"{s.Second}.square_avg", rms.square_avg), ($"{s.Second}.step", tensor(rms.step))],
            _ => throw new NotSupportedException(),
        }));

    private static void AssertSame(Tensor expected, Tensor actual) =>
        Assert.Equal(expected.detach().bytes.ToArray(), actual.detach().bytes.ToArray());
}
