using System.CommandLine;

namespace Equipoise.Cli.Options;

/// <summary><c>--patient-pattern</c>: how an image's path tells the patient.</summary>
internal sealed class PatientPatternOption
{
    private readonly Option<string?> _pattern = new("--patient-pattern") { Description = "A regular expression whose first group is the patient in an image's path." };

    public PatientPatternOption(Command command) => command.Options.Add(_pattern);

    public string? Read(ParseResult parsed) => parsed.GetValue(_pattern);
}
