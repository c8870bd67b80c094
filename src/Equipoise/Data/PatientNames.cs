using System.Text.RegularExpressions;
using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>Reads the patient from an image's path.</summary>
public sealed partial class PatientNames
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private readonly Regex? _pattern;

    /// <param name="pattern">The user's regular expression, or null for the known naming schemes.</param>
    /// <exception cref="UserException">The expression is malformed.</exception>
    public PatientNames(string? pattern)
    {
        try
        {
            _pattern = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant, Limit);
        }
        catch (ArgumentException e)
        {
            throw UserException.Usage(
                $"The patient pattern '{pattern}' is not a regular expression: {e.Message}",
                "Give one whose first group is the patient, e.g. 'person(\\d+)_'.");
        }
    }

    /// <summary>Whether the user said how names tell the patient.</summary>
    public bool HasPattern => _pattern is not null;

    /// <summary>The patient, or null where the path does not tell.</summary>
    public string? Of(string path)
    {
        if (_pattern is null)
            return Nih().Match(Path.GetFileName(path)) is { Success: true } nih ? nih.Groups[1].Value : null;
        try
        {
            var match = _pattern.Match(path);
            return match.Groups[match.Groups.Count > 1 ? 1 : 0].Value is { Length: > 0 } patient ? patient : null;
        }
        catch (RegexMatchTimeoutException)
        {
            throw UserException.Usage($"The patient pattern '{_pattern}' takes too long on '{path}'.", "Give a simpler one.");
        }
    }

    // NIH ChestX-ray14: eight digits for the patient, three for the follow-up.
    [GeneratedRegex(@"^(\d{8})_\d{3}\.[A-Za-z]+$")]
    private static partial Regex Nih();
}
