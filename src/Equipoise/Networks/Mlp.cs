using Equipoise.Common;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Fully connected layers with activations between, told the class by a one-hot vector beside the input. Its weights
/// stand in a layer of their own, so that three classes are not drowned by a thousand pixels in the first weights, which
/// follow the number of inputs.
/// </summary>
internal sealed class Mlp : Module<Tensor, Tensor, Tensor>
{
    private readonly int _classes;
    private readonly Module<Tensor, Tensor> input;
    private readonly Module<Tensor, Tensor> label;
    private readonly Sequential main;

    /// <param name="hidden">Units of each hidden layer.</param>
    public Mlp(int inputs, int classes, int hidden, int hiddenLayers, int outputs, LayerStyle style)
        : base(nameof(Mlp))
    {
        _classes = classes;
        input = style.Wrap(Linear(inputs, hidden));
        label = style.Wrap(Linear(classes, hidden, hasBias: false));
        var layers = new List<Module<Tensor, Tensor>>(style.After());
        for (var i = 1; i < hiddenLayers; i++)
            layers.AddRange([style.Wrap(Linear(hidden, hidden)), .. style.After()]);
        layers.Add(style.Wrap(Linear(hidden, outputs)));
        main = Sequential(layers);
        RegisterComponents();
    }

    /// <param name="x">[N,inputs].</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,outputs].</returns>
    public override Tensor forward(Tensor x, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var y = Conditioning.OneHot(labels, _classes).to(x.dtype); // [N,classes]
        return main.forward(input.forward(x).Plus(label.forward(y))).MoveToOuterDisposeScope();
    }
}
