namespace Equipoise.Evaluation.Memorisation;

/// <summary>A synthetic image and the training image that it is most like.</summary>
/// <param name="Synthetic">Path of the synthetic image.</param>
/// <param name="Training">Path of the training image whose features are nearest.</param>
/// <param name="Distance">Between their features.</param>
/// <param name="PixelTraining">Path of the training image whose pixels are nearest.</param>
/// <param name="PixelDistance">Root mean square difference of pixels, in [0,1] of the grey range.</param>
/// <param name="Near">Nearer, in features or pixels, than all but a few real images are that were not trained on.</param>
public sealed record NearestImage(string Synthetic, string Training, double Distance, string PixelTraining, double PixelDistance, bool Near);
