using Equipoise.Common;

namespace Equipoise.Cli.Options;

/// <summary>One of a few words.</summary>
internal static class Choice
{
    /// <param name="what">What is chosen, for the message.</param>
    /// <exception cref="UserException">It is none of them.</exception>
    public static T Of<T>(string what, string value)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())];
        return names.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(value, ignoreCase: true)
            : throw UserException.Usage($"Unknown {what} '{value}'.", Suggestion.Among(value, names));
    }
}
