using BenchmarkDotNet.Running;
using Equipoise.Benchmarks;

switch (args)
{
    case ["ingest"]:
        return IngestComparison.Run();
    case ["gather"]:
        return GatherRate.Run();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
