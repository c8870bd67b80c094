namespace Equipoise.Networks.Inception;

/// <summary>Whose Inception v3. Parameters are named and shaped alike; what lies between them is not.</summary>
public enum InceptionVariant
{
    /// <summary>torchvision's, trained on ImageNet: 1000 classes.</summary>
    Torchvision,

    /// <summary>
    /// TensorFlow's of 2015-12-05, as pytorch-fid has it: 1008 classes. Average pooling leaves the padding out of the mean, and
    /// the last block pools by maximum. The Fréchet inception distance is defined by it.
    /// </summary>
    Fid,
}
