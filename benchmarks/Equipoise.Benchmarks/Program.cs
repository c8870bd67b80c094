using BenchmarkDotNet.Running;
using Equipoise.Benchmarks;
using Equipoise.Common;

try
{
    switch (args)
    {
        case ["ingest"]:
            return IngestComparison.Run();
        case ["fit", var study, var data, var output, .. var gans]:
            return FitCheck.Run(study, data, output, gans);
        case ["precision", var study, var data, var output, var gan]:
            return PrecisionCheck.Run(study, data, output, gan, "3");
        case ["precision", var study, var data, var output, var gan, var seeds]:
            return PrecisionCheck.Run(study, data, output, gan, seeds);
        case ["radiomics"]:
            return RadiomicsRate.Run();
        case ["gather"]:
            return GatherRate.Run();
        case ["gan-steps", .. var gans]:
            return GanSteps.Run(gans);
        case ["gan-memory", var gan]:
            return GanMemory.Run(gan);
        case ["gan-memory", var gan, var steps]:
            return GanMemory.Run(gan, steps);
        case ["inception"]:
            return InceptionCheck.Run();
        case ["inception", var rounds]:
            return InceptionCheck.Run(rounds);
        case ["defects", .. var sizes]:
            return DefectTable.Run([.. sizes.Select(s => int.Parse(s, System.Globalization.CultureInfo.InvariantCulture))]);
        case ["frechet"]:
            return FrechetComparison.Run("500", "1130", "5000");
        case ["frechet", .. var sizes]:
            return FrechetComparison.Run(sizes);
        case ["manifolds"]:
            return ManifoldsRate.Run("50000");
        case ["manifolds", var rows]:
            return ManifoldsRate.Run(rows);
        case ["planted-copies", var source]:
            return PlantedCopyCheck.Run(source);
        case ["study-machinery"]:
            return StudyMachinery.Run("25");
        case ["study-machinery", var seeds]:
            return StudyMachinery.Run(seeds);
        case ["study-processes", var cli, .. var study]:
            return StudyProcesses.Run(cli, study);
        case ["tsne"]:
            return TsneComparison.Run("3");
        case ["tsne", var rounds]:
            return TsneComparison.Run(rounds);
        default:
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
            return 0;
    }
}
catch (UserException e)
{
    Console.Error.WriteLine(e.Message);
    return (int)e.ExitCode;
}
