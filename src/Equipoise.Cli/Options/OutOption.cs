using System.CommandLine;

namespace Equipoise.Cli.Options;

/// <summary><c>--out</c>: the folder to write.</summary>
internal sealed class OutOption
{
    private readonly Option<string?> _out = new("--out") { HelpName = "DIR" };

    /// <param name="required">Whether there is no default.</param>
    public OutOption(Command command, bool required, string description)
    {
        (_out.Required, _out.Description) = (required, description);
        command.Options.Add(_out);
    }

    public string? Read(ParseResult parsed) => parsed.GetValue(_out);
}
