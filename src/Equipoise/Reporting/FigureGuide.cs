using Equipoise.Evaluation;

namespace Equipoise.Reporting;

/// <summary>How to read the figures of a comparison.</summary>
public static class FigureGuide
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["frechet"] = "How far the means and spreads of the features lie apart (Fréchet distance; of Inception's features, the FID); it has a bias that grows as images become fewer.",
        ["frechet-infinity"] = "The same, extrapolated to infinitely many images, which takes the bias away.",
        ["kernel"] = "How well a smooth function of the features can tell the kinds apart (kernel distance; of Inception's features, the KID); without bias, so it may be below 0.",
        ["gaussian"] = "The same with a Gaussian kernel as wide as real images are apart: it notices what is local.",
        ["precision"] = "The share of synthetic images that lie among real ones: low where images are not like real ones.",
        ["recall"] = "The share of real images that lie among synthetic ones: low where kinds of real images are never made.",
        ["density"] = "How many real images' neighbourhoods each synthetic image lies in; outliers among the real ones do not raise it as they raise precision.",
        ["coverage"] = "The share of real images that have a synthetic one in their neighbourhood: low where parts of the real images are left out.",
        ["vendi"] = "How many different images there effectively are, synthetic over real: below 1 where synthetic images repeat themselves.",
        ["diversity"] = "The mean distance between two images, synthetic over real: below 1 where synthetic images are alike.",
    };

    /// <summary>A sentence on a figure; null for one that is not known here.</summary>
    public static string? Sentence(string figure) => Sentences.GetValueOrDefault(figure);

    /// <summary>Which values are good.</summary>
    public static string Good(Best best) => best switch { Best.Low => "low", Best.High => "high", _ => "1" };
}
