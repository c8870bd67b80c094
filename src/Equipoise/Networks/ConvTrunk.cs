using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// The convolutions that Improved BAGAN's encoder and discriminator share (Huang and Jafari 2020): 4 x 4 with stride 2 down
/// to 4 x 4, normalisation, if any (but not in the first layer), and activation between. Of the same style, the weights of
/// one fit the other.
/// </summary>
internal static class ConvTrunk
{
    private const int LastSide = 4;

    /// <summary>
    /// From [N,C,H,W] to [N,maxWidth,4,4]. Widths are maxWidth / 4 in the first layer, maxWidth in the last and maxWidth / 2
    /// between: 64, 128, 128, 256 at 64 px for 256.
    /// </summary>
    /// <param name="resolution">H and W, a power of two of at least 16.</param>
    /// <param name="maxWidth">Channels of the 4 x 4 map, a multiple of 64; see <see cref="ShiftedConv"/> for why.</param>
    public static Sequential Of(int channels, int resolution, int maxWidth, LayerStyle style)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        for (var (side, from) = (resolution, channels); side > LastSide; side /= 2)
        {
            var to = side == resolution ? maxWidth / 4 : side > 2 * LastSide ? maxWidth / 2 : maxWidth;
            var after = side == resolution ? style with { Normalisation = Normalisation.None } : style;
            layers.AddRange([style.Wrap(Conv2d(from, to, 4, stride: 2, padding: 1, bias: after.Bias)), .. after.After(to)]);
            from = to;
        }
        return Sequential(layers);
    }

    /// <summary>Values per image that the trunk gives.</summary>
    public static int Features(int maxWidth) => maxWidth * LastSide * LastSide;
}
