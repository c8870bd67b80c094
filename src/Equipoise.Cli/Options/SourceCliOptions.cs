using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Studies;

namespace Equipoise.Cli.Options;

/// <summary>How a source is read: each option is a setting below <c>source</c> of a study file, where its default stands.</summary>
internal sealed class SourceCliOptions
{
    private readonly Option<string?> _pattern = new("--patient-pattern") { Description = "A regular expression whose first group is the patient in an image's path." };
    private readonly Option<double?> _quarantine = new("--max-quarantine") { Description = "Share of unusable files above which to stop, 0 to 1." };
    private readonly Option<bool> _burnedIn = new("--allow-burned-in") { Description = "Use DICOM files that say text is burned into their pixels." };
    private readonly Option<string[]> _limit = new("--limit") { Description = "A limit on what is decoded, by its name below source.limits, e.g. maxPixels=200000000; repeatable.", HelpName = "name=value" };
    private readonly Option<string[]> _option = new("--option") { Description = "A setting of the source's format, e.g. target=detailed of rsna; repeatable.", HelpName = "name=value" };
    private readonly Option<string[]> _merge = new("--merge") { Description = "Make classes one, e.g. pneumonia=bacteria+virus; repeatable.", HelpName = "class=a+b" };
    private readonly Option<string[]> _rename = new("--rename") { Description = "Call a class something else; repeatable.", HelpName = "old=new" };
    private readonly Option<string?> _only = new("--only") { Description = "Use these classes only, in this order.", HelpName = "a,b" };
    private readonly Option<string[]> _keep = new("--keep") { Description = "Keep only so many images of a class, to make it rare on purpose; repeatable.", HelpName = "class=n" };
    private readonly Option<double?> _imbalance = new("--imbalance") { Description = "Largest class over smallest: the others fall off geometrically in between." };
    private readonly Option<int?> _seed = new("--keep-seed") { Description = "Of the choice that --keep and --imbalance make (default 0)." };

    public SourceCliOptions(Command command)
    {
        foreach (var option in new Option[] { _pattern, _quarantine, _burnedIn, _limit, _option, _merge, _rename, _only, _keep, _imbalance, _seed })
            command.Options.Add(option);
    }

    /// <summary>What was said, as settings of a study: <c>path=value</c>.</summary>
    /// <exception cref="UserException">A value that is not of the form name=value.</exception>
    public IEnumerable<string> Settings(ParseResult parsed) => Leaves(Read(parsed), "source").Select(s => $"{s.Path}={s.Value.ToJsonString()}");

    /// <summary>What was said, as the options of a source.</summary>
    /// <exception cref="UserException">A value that is not of the form name=value, an unknown name, or a value that is not allowed.</exception>
    public SourceOptions Options(ParseResult parsed, string source) =>
        StudyFile.Parse("{}", "the options", Settings(parsed).Prepend($"data={JsonSerializer.Serialize(source)}")).Source;

    // Single settings replace those of the study file; the classes to keep, merge or rename replace all that it names.
    private static IEnumerable<(string Path, JsonNode Value)> Leaves(JsonObject settings, string path) => settings.SelectMany(s =>
        s is { Value: JsonObject inner, Key: "classes" or "options" or "limits" } ? Leaves(inner, $"{path}.{s.Key}") : [($"{path}.{s.Key}", s.Value!)]);

    private JsonObject Read(ParseResult parsed)
    {
        var (source, classes) = (new JsonObject(), new JsonObject());
        Set(source, "patientPattern", parsed.GetValue(_pattern));
        Set(source, "maxQuarantineShare", parsed.GetValue(_quarantine));
        Set(source, "allowBurnedIn", parsed.GetValue(_burnedIn) ? true : null);
        Set(source, "limits", Pairs(parsed, _limit, v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var n)
            ? JsonValue.Create(n)
            : throw UserException.Usage($"--limit: '{v}' is no number.", "For example --limit maxPixels=200000000.")));
        Set(source, "options", Pairs(parsed, _option, v => JsonValue.Create(v)));
        Set(classes, "merge", Pairs(parsed, _merge, v => new JsonArray([.. v.Split('+').Select(p => JsonValue.Create(p))])));
        Set(classes, "rename", Pairs(parsed, _rename, v => JsonValue.Create(v)));
        Set(classes, "only", parsed.GetValue(_only) is { } only ? new JsonArray([.. only.Split(',').Select(o => JsonValue.Create(o))]) : null);
        Set(classes, "keep", Pairs(parsed, _keep, v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? JsonValue.Create(n)
            : throw UserException.Usage($"--keep: '{v}' is no number of images.", "For example --keep covid=50.")));
        Set(classes, "imbalance", parsed.GetValue(_imbalance));
        Set(classes, "seed", parsed.GetValue(_seed));
        Set(source, "classes", classes.Count > 0 ? classes : null);
        return source;
    }

    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
            target[name] = value;
    }

    private static JsonObject? Pairs(ParseResult parsed, Option<string[]> option, Func<string, JsonNode?> value)
    {
        if (parsed.GetValue(option) is not { Length: > 0 } given)
            return null;
        var pairs = new JsonObject();
        foreach (var pair in given)
            if (pair.IndexOf('=') is > 0 and var cut)
                pairs[pair[..cut]] = value(pair[(cut + 1)..]);
            else
                throw UserException.Usage($"{option.Name} '{pair}' is not of the form {option.HelpName}.");
        return pairs;
    }
}
