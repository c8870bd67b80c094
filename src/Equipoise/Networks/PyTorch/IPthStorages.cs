using static TorchSharp.torch;

namespace Equipoise.Networks.PyTorch;

/// <summary>What <c>torch.save</c> wrote: a pickle, and the numbers of which its tensors are views.</summary>
internal interface IPthStorages : IDisposable
{
    /// <summary>What is in the pickle.</summary>
    /// <exception cref="InvalidDataException">It is damaged or hostile.</exception>
    object? Contents();

    /// <summary>A new tensor [count] with what is stored.</summary>
    /// <exception cref="InvalidDataException">That is not there, or not of this size.</exception>
    Tensor Read(StoredNumbers numbers);
}
