namespace Equipoise.Audit;

/// <summary>Where the levels begin; see <see cref="ShortcutLevel"/> for why.</summary>
internal static class ShortcutLevels
{
    public const double Noticeable = 0.6, Strong = 0.75;

    public static ShortcutLevel Of(double low) =>
        low > Strong ? ShortcutLevel.Strong : low > Noticeable ? ShortcutLevel.Noticeable : ShortcutLevel.None;
}
