using Equipoise.Audit;
using Equipoise.Common;

namespace Equipoise.Tests.Audit;

public class SpectrumTests
{
    [Fact]
    public void Power_OfALine_IsTheDefinitions()
    {
        var random = new Seed(1).Random();
        double[] line = [.. Enumerable.Range(0, 32).Select(_ => random.NextGaussian())];
        var power = Spectrum.Power(line);

        for (var k = 0; k < 32; k++)
        {
            var real = line.Select((v, i) => v * Math.Cos(2 * Math.PI * i * k / 32)).Sum();
            var imaginary = line.Select((v, i) => v * Math.Sin(2 * Math.PI * i * k / 32)).Sum();
            Assert.Equal(real * real + imaginary * imaginary, power[k], 1e-9);
        }
    }

    [Fact]
    public void Power_OfAWave_StandsAtItsFrequency()
    {
        double[] plane = [.. Enumerable.Range(0, 64 * 64).Select(i => Math.Cos(2 * Math.PI * (5 * (i % 64) + 3 * (i / 64)) / 64.0))];
        var power = Spectrum.Power(plane, 64);

        // At (5, 3) and its mirror image; each holds half of the amplitude, 64 * 64 / 2.
        Assert.Equal(2048.0 * 2048, power[3 * 64 + 5], 1e-3);
        Assert.Equal(2048.0 * 2048, power[61 * 64 + 59], 1e-3);
        Assert.Equal(2 * 2048.0 * 2048, power.Sum(), 1e-2);
    }
}
