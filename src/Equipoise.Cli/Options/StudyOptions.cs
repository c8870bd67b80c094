using System.CommandLine;
using System.Text.Json;
using Equipoise.Studies;

namespace Equipoise.Cli.Options;

/// <summary>The settings of a study, or of one of its stages, from the command line.</summary>
internal sealed class StudyOptions
{
    private readonly Option<string?> _data = new("--data") { Description = "The images: a path or format:location; 'phantom' needs none." };
    private readonly Option<string[]> _set = new("--set") { Description = "A setting by its path in study.json, e.g. classifier.epochs=5; repeatable.", HelpName = "path=value" };
    private readonly Option<string?> _seeds = new("--seeds") { Description = "Comma-separated seeds, e.g. 0,1,2." };
    private readonly Option<bool> _resplit = new("--resplit") { Description = "Split by patient even where the source brings a split (train, val, test) of its own." };
    private readonly SourceCliOptions _source;

    public StudyOptions(Command command)
    {
        foreach (var option in new Option[] { _data, _set, _seeds, _resplit })
            command.Options.Add(option);
        _source = new SourceCliOptions(command);
    }

    /// <summary>A preset or file with these further settings, and then the options, applied.</summary>
    public StudySpec Load(ParseResult parsed, string nameOrPath, params string[] settings) =>
        StudyFile.Load(nameOrPath, settings.Concat(Settings(parsed)));

    /// <summary>The defaults with these further settings, and then the options, applied.</summary>
    public StudySpec Defaults(ParseResult parsed, params string[] settings) =>
        StudyFile.Parse("{}", "the defaults", settings.Concat(Settings(parsed)));

    private IEnumerable<string> Settings(ParseResult parsed)
    {
        if (parsed.GetValue(_data) is { } data)
            yield return $"data={JsonSerializer.Serialize(data)}";
        if (parsed.GetValue(_seeds) is { } seeds)
            yield return $"seeds=[{seeds}]";
        if (parsed.GetValue(_resplit))
            yield return "split.keepPublished=false";
        foreach (var setting in _source.Settings(parsed))
            yield return setting;
        foreach (var set in parsed.GetValue(_set) ?? [])
            yield return set;
    }
}
