namespace Equipoise.Native;

/// <summary>The libtorch that this process uses.</summary>
/// <param name="Directory">The folder it was loaded from.</param>
/// <param name="Packaged">Whether it came with the program, rather than from <c>EQUIPOISE_LIBTORCH</c>.</param>
/// <param name="Version">Its version as its folder states it, such as <c>2.10.0+cu128</c>, or as the library reports it.</param>
/// <param name="CudaBuilt">Whether it was built for CUDA. That a GPU is usable does not follow.</param>
/// <param name="Files">The full paths of the libraries of libtorch, OpenMP and TorchSharp that are mapped into the process (on
/// Linux; elsewhere those that were asked for), sorted.</param>
public sealed record LibTorchInfo(string Directory, bool Packaged, string Version, bool CudaBuilt, IReadOnlyList<string> Files);
