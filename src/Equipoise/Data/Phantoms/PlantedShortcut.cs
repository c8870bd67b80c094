using Equipoise.Common;

namespace Equipoise.Data.Phantoms;

/// <summary>Which images carry a shortcut, and what it looks like.</summary>
internal static class PlantedShortcut
{
    private const double InTheRareClass = 0.95, InTheOthers = 0.05;

    /// <summary>Whether this image carries the shortcut of its dataset.</summary>
    public static PhantomShortcut Draw(PhantomShortcut shortcut, PhantomClass kind, Seed seed) =>
        seed.Random().NextDouble() < (kind == PhantomClass.Diffuse ? InTheRareClass : InTheOthers) ? shortcut : PhantomShortcut.None;

    /// <summary>The brightness at a place of the image, -1 to 1 along both axes.</summary>
    public static double Over(PhantomShortcut shortcut, double brightness, double x, double y) => shortcut switch
    {
        PhantomShortcut.Marker when IsLetter(x, y) => 0.97,
        PhantomShortcut.Brightness => brightness * (1 - 0.4 * Soft.Step(0.75, 1, Math.Max(Math.Abs(x), Math.Abs(y)))),
        PhantomShortcut.Border when Math.Max(Math.Abs(x), Math.Abs(y)) > 0.94 => 0,
        _ => brightness,
    };

    // An L.
    private static bool IsLetter(double x, double y) =>
        (x is > 0.78 and < 0.85 && y is > -0.96 and < -0.77) || (x is > 0.78 and < 0.94 && y is > -0.83 and < -0.77);
}
