using System.CommandLine;
using Equipoise.Cli.Options;
using Equipoise.Cli.Terminal;
using Equipoise.Common;

namespace Equipoise.Cli.Commands;

[Named("doctor", "Check this machine: libraries, processor, memory, disk, device, each problem with its remedy.")]
internal sealed class DoctorCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var json = new JsonOption(command);
        command.SetAction(parsed =>
        {
            var checks = Diagnosis.Run();
            host.Print(json.Read(parsed), checks, Diagnosis.Format);
            return (int)(checks.FirstOrDefault(c => c.Health == Health.Broken)?.ExitCode ?? ExitCode.Done);
        });
        return command;
    }
}
