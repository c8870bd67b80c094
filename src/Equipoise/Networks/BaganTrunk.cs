using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// The convolutions that BAGAN's encoder and discriminator share (Mariani et al. 2018): 3 x 3, by turns of stride 2 and 1,
/// down to 8 x 8, activation and dropout between. The authors' padding is right and below only where the stride is 2; here
/// it is all round.
/// </summary>
internal static class BaganTrunk
{
    private const int LastSide = 8;

    /// <summary>
    /// From [N,C,H,W] to [N,width,8,8]. Widths are width / 8, width / 4, width / 2, then width: 32, 64, 128, 256 for 256.
    /// </summary>
    /// <param name="resolution">H and W, a power of two of at least 32.</param>
    /// <param name="width">Channels of the 8 x 8 map, a multiple of 128; see <see cref="ShiftedConv"/> for why.</param>
    public static Sequential Of(int channels, int resolution, int width, LayerStyle style)
    {
        List<Module<Tensor, Tensor>> layers = [];
        var from = channels;
        void Add(int to, int stride)
        {
            layers.AddRange([style.Wrap(Conv2d(from, to, 3, stride: stride, padding: 1, bias: style.Bias)), .. style.After(to)]);
            from = to;
        }
        Add(width / 8, stride: 2);
        Add(width / 4, stride: 1);
        Add(width / 2, stride: 2);
        Add(width, stride: 1);
        for (var side = resolution / 4; side > LastSide; side /= 2)
        {
            Add(width, stride: 2);
            Add(width, stride: 1);
        }
        return Sequential(layers);
    }

    /// <summary>Values per image that the trunk gives.</summary>
    public static int Features(int width) => width * LastSide * LastSide;
}
