using System.CommandLine;
using System.CommandLine.Parsing;
using Equipoise.Common;

namespace Equipoise.Cli.Terminal;

/// <summary>What was wrong with a command line, with the nearest command or option that exists.</summary>
internal static class UsageErrors
{
    public static UserException Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            var isOption = unknown.StartsWith('-');
            var known = isOption ? Options(parsed.CommandResult) : command.Subcommands.Select(c => c.Name);
            var what = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
            return UserException.Usage(
                $"Unknown {what} '{unknown}' of '{FullName(parsed.CommandResult)}'.",
                what == "argument" ? Help(parsed) : $"{Suggestion.Among(unknown, known)}");
        }
        return UserException.Usage(string.Join("\n", parsed.Errors.Select(e => e.Message).Distinct()), Help(parsed));
    }

    private static string Help(ParseResult parsed) => $"See '{FullName(parsed.CommandResult)} --help'.";

    private static IEnumerable<string> Options(CommandResult? result) => result is null
        ? []
        : result.Command.Options.Where(o => !o.Hidden && (o.Recursive || result.Parent is not null)).Select(o => o.Name).Concat(Options(result.Parent as CommandResult)).Distinct();

    private static string FullName(CommandResult result) => result.Parent is CommandResult parent
        ? $"{FullName(parent)} {result.Command.Name}"
        : "equipoise";
}
