using Equipoise.Imaging.Jpeg2000;

namespace Equipoise.Tests.Imaging.Jpeg2000;

public class WaveletTests
{
    // The analysis filters of Table F.5 (after normalisation) applied directly; synthesis must give the signal back.
    private static readonly double[] Low =
        [0.6029490182363579, 0.2668641184428723, -0.07822326652898785, -0.01686411844287495, 0.02674875741080976];

    private static readonly double[] High = [1.115087052456994, -0.5912717631142470, -0.05754352622849957, 0.09127176311424948];

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(0, 15)]
    [InlineData(1, 5)]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public void Inverse_FilteredRow_SignalComesBack(int first, int length)
    {
        var signal = Enumerable.Range(0, length).Select(i => Math.Sin(i * 1.7) * 100 + i * i).ToArray();
        var area = new Area(first, 0, first + length, 1);
        var lower = area.Reduced(1);
        var plane = new int[length];
        for (var i = 0; i < length; i++)
        {
            var odd = (first + i) % 2;
            var band = odd == 0 ? (first + i) / 2 - lower.X0 : lower.Width + (first + i) / 2 - first / 2;
            plane[band] = BitConverter.SingleToInt32Bits((float)Filtered(signal, i, odd == 0 ? Low : High));
        }
        if (length == 1)
            plane[0] = BitConverter.SingleToInt32Bits((float)signal[0] * 2);
        new Wavelet().Inverse(plane, length, new Area(lower.X0, 0, lower.X1, 1), area, reversible: false);
        Assert.All(plane.Zip(signal), p => Assert.Equal(p.Second, BitConverter.Int32BitsToSingle(p.First), 0.001));
    }

    // The lower resolution of a single odd column has rows, but no samples.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Inverse_ResolutionWithoutSamples_PlaneStaysAsItIs(bool reversible)
    {
        int[] plane = [6, 8, 10];
        new Wavelet().Inverse(plane, 1, new Area(1, 0, 1, 2), new Area(1, 0, 1, 3), reversible);
        Assert.Equal([6, 8, 10], plane);
    }

    // Filters are symmetric, and so is the signal about its ends.
    private static double Filtered(double[] signal, int centre, double[] filter)
    {
        var sum = filter[0] * signal[centre];
        for (var k = 1; k < filter.Length; k++)
            sum += filter[k] * (At(centre - k) + At(centre + k));
        return sum;

        double At(int i)
        {
            var period = Math.Max(1, 2 * (signal.Length - 1));
            i = (i % period + period) % period;
            return signal[Math.Min(i, period - i)];
        }
    }
}
