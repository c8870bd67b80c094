using System.CommandLine;
using Equipoise.Common;
using Equipoise.Networks;

namespace Equipoise.Cli.Options;

/// <summary>Where and in what arithmetic the networks run.</summary>
internal sealed class ComputeOptions
{
    private readonly Option<string> _device = new("--device") { Description = "auto, cpu or cuda.", DefaultValueFactory = _ => "auto" };
    private readonly Option<string> _precision = new("--precision") { Description = "auto, fp32 or bf16.", DefaultValueFactory = _ => "auto" };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads per tensor operation; 0 for OMP_NUM_THREADS or all processors. On the CPU results repeat for the same number only." };

    public ComputeOptions(Command command)
    {
        foreach (var option in new Option[] { _device, _precision, _threads })
            command.Options.Add(option);
    }

    public Compute Read(ParseResult parsed, IRunProgress progress) => Compute.Set(
        parsed.GetValue(_device)!, Choice.Of<Precision>("precision", parsed.GetValue(_precision)!), parsed.GetValue(_threads), progress);
}
