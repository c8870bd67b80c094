using Equipoise.Common;
using Equipoise.Features.Radiomics;
using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>
/// Radiomics: intensity statistics, co-occurrence, run length and size zone matrices of the grey image, its Laplacians of
/// Gaussian (1 and 2 pixels), Haar wavelet bands and gradient, as the Image Biomarker Standardisation Initiative defines
/// them (Zwanenburg et al. 2020, reference manual v11) for two dimensions. They know texture, sharpness and exposure, not
/// anatomy, and need no weights. Their scales differ by orders of magnitude: see <see cref="FeatureScaling"/>.
/// Deviations: a fixed range is divided into 32 grey levels (33 in bands whose responses are signed), energy is per pixel,
/// and features that grow with the image are replaced by their normalised forms. Zone and run sizes still count pixels, so
/// compare images of one size. No feature of any image is NaN or infinite.
/// </summary>
[Named("radiomics", "Intensity and texture statistics by IBSI; needs no weights.")]
public sealed class RadiomicsFeatures(FeatureContext context) : IFeatureExtractor
{
    private const int Side = 16;

    // Named by what is measured of any image.
    private static readonly string[] AllNames = [.. RadiomicsProfile.Of(new Plane(Side, Side)).Names];

    public string Name => "radiomics";

    public int Width => AllNames.Length;

    /// <summary>What each feature is: band, family and IBSI's name, such as <c>log-1.glcm.contrast</c>.</summary>
    public IReadOnlyList<string> Names => AllNames;

    /// <inheritdoc/>
    /// <param name="images">[N,C,H,W] float32, no side below 16 pixels. Three channels become luminance (Rec. 601).</param>
    public Tensor Extract(Tensor images)
    {
        Shapes.Require(images, [-1, context.Channels, -1, -1]);
        var (count, height, width) = ((int)images.shape[0], (int)images.shape[2], (int)images.shape[3]);
        if (Math.Min(height, width) < Side)
            throw new ArgumentException(
                $"Images of {width} x {height} pixels; '{Name}' needs at least {Side} x {Side}.", nameof(images));
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var pixels = images.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var features = new float[count * Width];
        Parallel.For(0, count, i =>
        {
            var size = context.Channels * height * width;
            var values = RadiomicsProfile.Of(Grey(pixels.AsSpan(i * size, size), height, width)).Values;
            for (var f = 0; f < Width; f++)
                features[i * Width + f] = (float)values[f];
        });
        return tensor(features).reshape(count, Width).to(images.device).MoveToOuterDisposeScope(); // [N,Width]
    }

    public void Dispose()
    {
    }

    private static Plane Grey(ReadOnlySpan<float> pixels, int height, int width)
    {
        var grey = new Plane(height, width);
        var size = height * width;
        for (var i = 0; i < size; i++)
        {
            // Rounded as the pixels are, so that three equal channels give what one gives.
            var value = pixels.Length == size ? pixels[i]
                : (float)(0.299 * pixels[i] + 0.587 * pixels[i + size] + 0.114 * pixels[i + 2 * size]);
            grey.Values[i] = (value + 1.0) / 2;
        }
        return grey;
    }
}
