using System.CommandLine;

namespace Equipoise.Cli;

/// <summary>One command, named as it is typed ("study run"): options to settings, problems listed, one library call.</summary>
internal interface ICommand
{
    /// <summary>Adds arguments, options and the action.</summary>
    Command Build(Command command, CommandHost host);
}
