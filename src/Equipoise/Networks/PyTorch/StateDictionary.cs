using System.Globalization;
using Equipoise.Common;

namespace Equipoise.Networks.PyTorch;

/// <summary>
/// Tensors by name from nested containers. Where the outermost dictionary has a dictionary named <c>state_dict</c>, that one
/// alone is taken. Keys within one another are joined by dots, and so are the positions in lists and tuples, from 0. All
/// that is no tensor is left out.
/// </summary>
internal sealed class StateDictionary
{
    private const string Wrapper = "state_dict";

    private readonly Dictionary<string, StoredTensor> _tensors = [];
    private int _visited;

    /// <exception cref="InvalidDataException">There is no tensor, two have one name, or it is nested without end.</exception>
    public static IReadOnlyDictionary<string, StoredTensor> Flatten(object? root)
    {
        if (root is not PickleDictionary outer)
            throw new InvalidDataException("it does not hold a dictionary.");
        var inner = outer.Items.Where(i => i is { Key: Wrapper, Value: PickleDictionary }).Select(i => i.Value).ToList();
        var state = new StateDictionary();
        state.Visit("", inner is [var only] ? only : outer, 0);
        return state._tensors.Count > 0 ? state._tensors : throw new InvalidDataException("it holds no tensors.");
    }

    private void Visit(string name, object? value, int depth)
    {
        if (++_visited > PickleLimits.Values || depth > PickleLimits.Depth || name.Length > PickleLimits.NameLength)
            throw new InvalidDataException(
                $"its containers hold more than {PickleLimits.Values:N0} values, lie more than {PickleLimits.Depth} deep, or have names of more than {PickleLimits.NameLength} letters.");
        switch (value)
        {
            case StoredTensor tensor:
                Add(name, tensor);
                break;
            case PickleDictionary dictionary:
                foreach (var (key, item) in dictionary.Items)
                    Visit(Join(name, Key(key), depth), item, depth + 1);
                break;
            case IReadOnlyList<object?> list:
                foreach (var (i, item) in list.Index())
                    Visit(Join(name, Key((long)i), depth), item, depth + 1);
                break;
        }
    }

    private void Add(string name, StoredTensor tensor)
    {
        if (_tensors.Count == PickleLimits.Tensors)
            throw new InvalidDataException($"it holds more than {PickleLimits.Tensors:N0} tensors.");
        if (!_tensors.TryAdd(name, tensor))
            throw new InvalidDataException($"it holds two tensors named '{Printable.Name(name)}'.");
    }

    private static string Join(string name, string key, int depth) => depth == 0 ? key : $"{name}.{key}";

    private static string Key(object? key) => key switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidDataException("it holds a dictionary whose keys are neither text nor whole numbers."),
    };
}
