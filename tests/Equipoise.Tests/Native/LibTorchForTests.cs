using System.Runtime.CompilerServices;
using Equipoise.Native;

namespace Equipoise.Tests.Native;

/// <summary>Lets a test use TorchSharp without another thought: Equipoise then answers for libtorch, whichever test runs first.</summary>
internal static class LibTorchForTests
{
    [ModuleInitializer]
    internal static void Register() => RuntimeHelpers.RunModuleConstructor(typeof(LibTorch).Module.ModuleHandle);
}
