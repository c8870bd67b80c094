using Equipoise.Common;

namespace Equipoise.Data.Phantoms;

/// <summary>The vessels of both lungs: trees that leave the hila, fork, thin out and fade.</summary>
internal sealed class Vessels(PhantomFactors factors)
{
    private const int Trunks = 8;
    private const int Generations = 4;

    /// <summary>Their attenuation at every sample, not yet confined to the lungs.</summary>
    public float[] Draw(Canvas canvas)
    {
        var layer = new float[canvas.Side * canvas.Side];
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var random = new Seed(factors.TissueSeed).For($"vessels {side}").Random();
            for (var i = 0; i < Trunks; i++)
            {
                // A fan from upwards over sideways to downwards, without an angle's sine.
                var fan = 2.0 * (i + random.Uniform(0.2, 0.8)) / Trunks - 1;
                var (dx, dy) = Unit(side * (1.05 - Math.Abs(fan)), 1.25 * fan + 0.12);
                var (x, y) = (side * random.Uniform(0.13, 0.22) + factors.Rotation, 0.02 + 0.16 * fan + (side > 0 ? -0.04 : 0));
                Grow(layer, canvas, random, (x, y), (dx, dy), radius: 0.017, Generations);
            }
        }
        return layer;
    }

    private void Grow(
        float[] layer, Canvas canvas, SplitMix random, (double X, double Y) at, (double X, double Y) way, double radius, int generations)
    {
        var bend = random.Uniform(-0.4, 0.4);
        for (var piece = 0; piece < 2; piece++)
        {
            var length = random.Uniform(0.06, 0.11);
            var next = (X: at.X + length * way.X, Y: at.Y + length * way.Y);
            Stroke(layer, canvas, at, next, radius);
            at = next;
            way = Unit(way.X - bend * way.Y, way.Y + bend * way.X);
            radius *= 0.9;
        }
        if (generations == 1)
            return;
        var fork = random.Uniform(0.2, 0.8);
        Grow(layer, canvas, random, at, Unit(way.X - fork * way.Y, way.Y + fork * way.X), radius * 0.78, generations - 1);
        fork = random.Uniform(0.2, 0.8);
        Grow(layer, canvas, random, at, Unit(way.X + fork * way.Y, way.Y - fork * way.X), radius * 0.78, generations - 1);
    }

    private void Stroke(float[] layer, Canvas canvas, (double X, double Y) from, (double X, double Y) to, double radius)
    {
        // A vessel thinner than the samples is drawn as wide as they are, and fainter.
        var drawn = Math.Max(radius, 0.75 * canvas.Pitch);
        var density = factors.Vascularity * 5 * radius * (radius / drawn);
        var (c0, r0) = canvas.FromPatient(from.X, from.Y);
        var (c1, r1) = canvas.FromPatient(to.X, to.Y);
        var reach = drawn / canvas.Pitch;
        var (left, right) = (Math.Max(0, (int)(Math.Min(c0, c1) - reach)), Math.Min(canvas.Side - 1, (int)(Math.Max(c0, c1) + reach + 1)));
        var (top, bottom) = (Math.Max(0, (int)(Math.Min(r0, r1) - reach)), Math.Min(canvas.Side - 1, (int)(Math.Max(r0, r1) + reach + 1)));
        var (dc, dr) = (c1 - c0, r1 - r0);
        var squared = dc * dc + dr * dr;
        for (var r = top; r <= bottom; r++)
            for (var c = left; c <= right; c++)
            {
                var t = Math.Clamp(((c - c0) * dc + (r - r0) * dr) / squared, 0, 1);
                var (u, v) = (c - c0 - t * dc, r - r0 - t * dr);
                var fall = 1 - (u * u + v * v) / (reach * reach);
                if (fall <= 0)
                    continue;
                ref var value = ref layer[r * canvas.Side + c];
                value = Math.Max(value, (float)(density * fall));
            }
    }

    private static (double X, double Y) Unit(double x, double y)
    {
        var length = Math.Sqrt(x * x + y * y);
        return (x / length, y / length);
    }
}
