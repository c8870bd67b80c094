using Equipoise.Common;
using Equipoise.Native;

try
{
    LibTorchInfo libtorch = LibTorch.Load();
    Console.WriteLine($"libtorch {libtorch.Version} from {libtorch.Directory}");
    foreach (string file in libtorch.Files) Console.WriteLine($"  {file}");
    Console.WriteLine(TorchSharp.torch.ones(2));
    return (int)ExitCode.Done;
}
catch (UserException e)
{
    Console.Error.WriteLine(e.Message);
    return (int)e.ExitCode;
}
