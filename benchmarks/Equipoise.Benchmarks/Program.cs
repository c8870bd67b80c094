using BenchmarkDotNet.Running;
using Equipoise.Benchmarks;

if (args is ["ingest"])
    return IngestComparison.Run();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
