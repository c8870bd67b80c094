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
    private readonly PatientPatternOption _pattern;
    private readonly Option<double?> _quarantine = new("--max-quarantine") { Description = "Share of unusable files above which to stop, 0 to 1." };

    public StudyOptions(Command command)
    {
        foreach (var option in new Option[] { _data, _set, _seeds, _quarantine })
            command.Options.Add(option);
        _pattern = new PatientPatternOption(command);
    }

    /// <summary>A preset or file with the options applied.</summary>
    public StudySpec Load(ParseResult parsed, string nameOrPath) => StudyFile.Load(nameOrPath, Settings(parsed));

    /// <summary>The defaults with the options, and these further settings, applied.</summary>
    public StudySpec Defaults(ParseResult parsed, params string[] settings) =>
        StudyFile.Parse("{}", "the defaults", settings.Concat(Settings(parsed)));

    private IEnumerable<string> Settings(ParseResult parsed)
    {
        if (parsed.GetValue(_data) is { } data)
            yield return $"data={JsonSerializer.Serialize(data)}";
        if (parsed.GetValue(_seeds) is { } seeds)
            yield return $"seeds=[{seeds}]";
        if (_pattern.Read(parsed) is { } pattern)
            yield return $"source.patientPattern={JsonSerializer.Serialize(pattern)}";
        if (parsed.GetValue(_quarantine) is { } share)
            yield return $"source.maxQuarantineShare={share.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}";
        foreach (var set in parsed.GetValue(_set) ?? [])
            yield return set;
    }
}
