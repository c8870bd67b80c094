using BenchmarkDotNet.Running;
using Equipoise.Benchmarks;

switch (args)
{
    case ["ingest"]:
        return IngestComparison.Run();
    case ["gather"]:
        return GatherRate.Run();
    case ["planted-copies", var source]:
        return PlantedCopyCheck.Run(source);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
