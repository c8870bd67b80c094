using BenchmarkDotNet.Running;
using Equipoise.Benchmarks;

if (args is ["planted-copies", var source])
    PlantedCopyCheck.Run(source);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
