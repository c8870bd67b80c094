using System.Runtime.CompilerServices;
using Equipoise.Native;

namespace Equipoise.Tests.Native;

/// <summary>
/// Loads libtorch before any test, as every command does: tests begin on several threads at once, and the safety net for
/// those who forget catches the first of them only.
/// </summary>
internal static class LibTorchForTests
{
    /// <summary>Set in a child process that is to show the safety net.</summary>
    public const string Forget = "EQUIPOISE_TEST_FORGET_LIBTORCH";

    [ModuleInitializer]
    internal static void Load()
    {
        if (Environment.GetEnvironmentVariable(Forget) is null)
            LibTorch.Load();
        else
            RuntimeHelpers.RunModuleConstructor(typeof(LibTorch).Module.ModuleHandle);
    }
}
