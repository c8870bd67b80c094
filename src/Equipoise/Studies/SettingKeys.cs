using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary>Finds unknown keys and says which known one is nearest, and in which line it stands.</summary>
internal static class SettingKeys
{
    /// <summary>Names the JSON Schema for editors; no setting.</summary>
    public const string SchemaKey = "$schema";

    /// <exception cref="UserException">A key that no setting has.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static void Check(string text, Type type, string origin)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var path = new Stack<string>();
        while (reader.Read())
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    // The names above this one are those of the objects that are still open.
                    while (path.Count >= reader.CurrentDepth)
                        path.Pop();
                    path.Push(reader.GetString()!);
                    if (path.Peek() != SchemaKey && Objection([.. path.Reverse()], type) is { } objection)
                        throw UserException.Usage(
                            $"{origin}, line {1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n')}: {objection.What}", objection.Remedy);
                    break;
                case JsonTokenType.StartArray:
                    reader.Skip();
                    break;
            }
    }

    /// <exception cref="UserException">A key that no setting has.</exception>
    public static void CheckPath(IReadOnlyList<string> keys, Type type)
    {
        if (Objection(keys, type) is { } objection)
            throw objection;
    }

    private static UserException? Objection(IReadOnlyList<string> keys, Type type)
    {
        foreach (var (key, depth) in keys.Select((k, i) => (k, i)))
        {
            // Under names that the study gives stand settings of one kind.
            if (type.IsGenericType && type.GetGenericArguments() is [{ } named, { } own] && named == typeof(string) && own.Namespace == typeof(StudySpec).Namespace)
            {
                type = own;
                continue;
            }
            // Free-form settings, such as the GANs', are checked by those who read them.
            if (type == typeof(JsonObject) || type.IsGenericType || type.Namespace?.StartsWith(nameof(Equipoise), StringComparison.Ordinal) != true)
                return depth > 0 && IsValue(type)
                    ? UserException.Usage($"'{string.Join('.', keys.Take(depth))}' is a value and has no setting '{key}'.")
                    : null;
            var known = type.GetProperties().Where(p => p.CanWrite)
                .ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name), p => p.PropertyType);
            if (!known.TryGetValue(key, out var next))
                return UserException.Usage($"Unknown setting '{string.Join('.', keys.Take(depth + 1))}'.", Suggestion.Among(key, known.Keys));
            type = Nullable.GetUnderlyingType(next) ?? next;
        }
        return null;
    }

    private static bool IsValue(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string);
}
