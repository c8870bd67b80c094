using Equipoise.Common;
using Equipoise.Native;

try
{
    System.Console.WriteLine(LibTorch.Load());
    System.Console.WriteLine(string.Join('\n', LibTorch.Load().Files));
    System.Console.WriteLine(TorchSharp.torch.ones(2).matmul(TorchSharp.torch.ones(2)).item<float>() + " " + TorchSharp.torch.cuda.is_available());
    return 0;
}
catch (UserException e)
{
    System.Console.Error.WriteLine(e.Message);
    return (int)e.ExitCode;
}
