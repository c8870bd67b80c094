using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// DenseNet121 (Huang et al. 2017): blocks of 6, 12, 24, 16 layers, growth 32, bottleneck 4, compression 0.5. Modules
/// are named as torchvision's, so that its state dictionaries fit; only the number of input channels may differ.
/// </summary>
public sealed class DenseNet121 : Module<Tensor, Tensor>, IFeatureNetwork
{
    private readonly Sequential features;
    private readonly Linear classifier;

    /// <param name="channels">Of the input, 1 or 3.</param>
    /// <param name="classes">Outputs.</param>
    public DenseNet121(int channels, int classes)
        : base(nameof(DenseNet121))
    {
        var children = new List<(string, Module<Tensor, Tensor>)>
        {
            ("conv0", NarrowConv.Unless(Conv2d(channels, 64, 7, stride: 2, padding: 3, bias: false))),
            ("norm0", new BatchNorm(64)),
            ("relu0", ReLU(inplace: true)),
            ("pool0", MaxPool2d(3, stride: 2, padding: 1)),
        };
        var width = 64;
        foreach (var (layers, i) in new[] { 6, 12, 24, 16 }.Select((n, i) => (n, i + 1)))
        {
            children.Add(($"denseblock{i}", new DenseBlock(layers, width)));
            width += layers * DenseLayer.Growth;
            if (i < 4)
                children.Add(($"transition{i}", Transition(width, width /= 2)));
        }
        children.Add(("norm5", new BatchNorm(width)));
        features = Sequential(children);
        classifier = Linear(width, classes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int FeatureWidth => (int)classifier.in_features;

    /// <summary>Logits.</summary>
    /// <param name="images">[N,C,H,W] float32, sides of at least 32.</param>
    /// <returns>[N,classes] float32.</returns>
    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        return classifier.forward(Features(images)).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>The penultimate features: rectified, averaged over the image.</summary>
    /// <param name="images">[N,C,H,W] float32.</param>
    /// <returns>[N,1024].</returns>
    public Tensor Features(Tensor images)
    {
        using var scope = NewDisposeScope();
        return functional.relu(features.forward(images)).mean([2, 3]).MoveToOuterDisposeScope(); // [N,1024]
    }

    private static Sequential Transition(int from, int to) => Sequential(
        ("norm", new BatchNorm(from)),
        ("relu", ReLU(inplace: true)),
        ("conv", Conv2d(from, to, 1, bias: false)),
        ("pool", AvgPool2d(2, stride: 2)));

    private sealed class DenseBlock : Module<Tensor, Tensor>
    {
        private readonly List<DenseLayer> _layers = [];

        public DenseBlock(int layers, int width)
            : base(nameof(DenseBlock))
        {
            for (var i = 0; i < layers; i++)
            {
                _layers.Add(new DenseLayer(width + i * DenseLayer.Growth));
                register_module($"denselayer{i + 1}", _layers[i]);
            }
        }

        public override Tensor forward(Tensor x)
        {
            using var scope = NewDisposeScope();
            foreach (var layer in _layers)
                x = cat([x, layer.forward(x)], 1);
            return x.MoveToOuterDisposeScope();
        }
    }

    private sealed class DenseLayer : Module<Tensor, Tensor>
    {
        public const int Growth = 32;
        private const int Bottleneck = 4 * Growth;

        private readonly BatchNorm norm1;
        private readonly Conv2d conv1;
        private readonly BatchNorm norm2;
        private readonly Conv2d conv2;

        public DenseLayer(int width)
            : base(nameof(DenseLayer))
        {
            norm1 = new BatchNorm(width);
            conv1 = Conv2d(width, Bottleneck, 1, bias: false);
            norm2 = new BatchNorm(Bottleneck);
            conv2 = Conv2d(Bottleneck, Growth, 3, padding: 1, bias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            using var scope = NewDisposeScope();
            x = conv1.forward(norm1.forward(x).relu_());
            return conv2.forward(norm2.forward(x).relu_()).MoveToOuterDisposeScope();
        }
    }
}
