using System.CommandLine;

namespace Equipoise.Cli.Options;

/// <summary><c>--json</c>: the result as one JSON document on stdout.</summary>
internal sealed class JsonOption
{
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON document." };

    public JsonOption(Command command) => command.Options.Add(_json);

    public bool Read(ParseResult parsed) => parsed.GetValue(_json);
}
