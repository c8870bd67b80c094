namespace Equipoise.Imaging;

/// <summary>What a file says of its image before anything is decoded.</summary>
/// <param name="Format">Lower case: jpeg, png, webp, bmp, gif, ...</param>
/// <param name="Width">Pixels per row as displayed (after the EXIF orientation).</param>
/// <param name="Height">Rows as displayed.</param>
/// <param name="Channels">1 for grey, 3 for colour.</param>
public sealed record ImageHeader(string Format, int Width, int Height, int Channels);
