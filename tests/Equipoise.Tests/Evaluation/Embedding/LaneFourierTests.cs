using System.Numerics;
using Equipoise.Common;
using Equipoise.Evaluation.Embedding;

namespace Equipoise.Tests.Evaluation.Embedding;

public class LaneFourierTests
{
    public static TheoryData<int> Lengths => [2, 3, 12, .. LaneFourier.Lengths.Where(l => l < 600)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Transform_AnyLength_AsTheDefinition(int length)
    {
        var random = new Seed((ulong)length).Random();
        var signal = new Complex[Lanes.Count][];
        for (var lane = 0; lane < Lanes.Count; lane++)
            signal[lane] = [.. Enumerable.Range(0, length).Select(_ => new Complex((float)random.NextGaussian(), (float)random.NextGaussian()))];
        Lanes[] lanes = [.. Enumerable.Range(0, length).Select(t => new Lanes(Row(l => signal[l][t].Real), Row(l => signal[l][t].Imaginary)))];
        var spectrum = new LaneFourier(length).Transform(lanes, new Lanes[length]);
        for (var k = 0; k < length; k += Math.Max(1, length / 24))
            for (var lane = 0; lane < Lanes.Count; lane++)
            {
                var expected = Complex.Zero;
                for (var t = 0; t < length; t++)
                    expected += signal[lane][t] * Complex.FromPolarCoordinates(1, -2 * Math.PI * k * t / length);
                Assert.Equal(expected.Real, spectrum[k].Real[lane], 1e-5 * length);
                Assert.Equal(expected.Imaginary, spectrum[k].Imaginary[lane], 1e-5 * length);
            }
    }

    private static Vector<float> Row(Func<int, double> of) => new([.. Enumerable.Range(0, Lanes.Count).Select(l => (float)of(l))]);
}
