using BenchmarkDotNet.Running;
using Equipoise.Benchmarks;

switch (args)
{
    case ["ingest"]:
        return IngestComparison.Run();
    case ["precision", var study, var data, var output, var gan]:
        return PrecisionCheck.Run(study, data, output, gan);
    case ["fit", var study, var data, var output, .. var gans]:
        return FitCheck.Run(study, data, output, gans);
    case ["gather"]:
        return GatherRate.Run();
    case ["planted-copies", var source]:
        return PlantedCopyCheck.Run(source);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
