using System.Runtime.InteropServices;

namespace Equipoise.Networks.PyTorch;

/// <summary>
/// Reads a pickle (protocols 2 to 5) that holds tensors and plain containers. Opcodes and names are allowed by list, and
/// an allowed name stands for a few lines here, so that there is nothing in a file that could run.
/// </summary>
internal sealed class PickleMachine
{
    private const int FirstProtocol = 2;
    private const int LastProtocol = 5;

    private readonly PickleInput _in;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = [];
    private readonly List<object?> _memo = [];
    private int _pushed;

    private readonly List<StoredNumbers> _named;

    private PickleMachine(PickleInput input, List<StoredNumbers> named) => (_in, _named) = (input, named);

    /// <returns>
    /// null, bool, long, BigInteger, double, string, object[] (a tuple), List, <see cref="PickleDictionary"/>, a
    /// <see cref="StoredTensor"/>, or what is named.
    /// </returns>
    /// <exception cref="InvalidDataException">Malformed, beyond the limits, or with anything that is not allowed.</exception>
    public static object? Read(byte[] pickle)
    {
        var input = new PickleInput(pickle);
        var result = ReadNext(input, []);
        return input.AtEnd ? result : throw new InvalidDataException("its pickle does not end where it should.");
    }

    /// <summary>Reads one pickle of several that follow each other.</summary>
    /// <param name="named">Gets the numbers that it names, every time it names them.</param>
    /// <inheritdoc cref="Read"/>
    public static object? ReadNext(PickleInput input, List<StoredNumbers> named) => new PickleMachine(input, named).Run();

    private object? Run()
    {
        PickleOpcode opcode;
        while ((opcode = (PickleOpcode)_in.Byte()) != PickleOpcode.STOP)
            Do(opcode);
        var result = Pop();
        return _stack.Count == 0
            ? result
            : throw new InvalidDataException("its pickle does not end where it should.");
    }

    private void Do(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.PROTO: RequireProtocol(_in.Byte()); break;
            case PickleOpcode.FRAME: _in.UInt64(); break;
            case PickleOpcode.MARK: Count(); _marks.Push(_stack.Count); break;
            case PickleOpcode.NONE: Push(null); break;
            case PickleOpcode.NEWTRUE: Push(true); break;
            case PickleOpcode.NEWFALSE: Push(false); break;
            case PickleOpcode.BININT: Push((long)_in.Int32()); break;
            case PickleOpcode.BININT1: Push((long)_in.Byte()); break;
            case PickleOpcode.BININT2: Push((long)_in.UInt16()); break;
            case PickleOpcode.LONG1: Push(_in.Number(_in.Byte())); break;
            case PickleOpcode.LONG4: Push(_in.Number(_in.Int32())); break;
            case PickleOpcode.BINFLOAT: Push(_in.Float()); break;
            case PickleOpcode.BINUNICODE: Push(_in.Text(_in.UInt32())); break;
            case PickleOpcode.SHORT_BINUNICODE: Push(_in.Text(_in.Byte())); break;
            case PickleOpcode.BINUNICODE8: Push(_in.Text(_in.UInt64())); break;
            case PickleOpcode.EMPTY_TUPLE: Push(Array.Empty<object?>()); break;
            case PickleOpcode.TUPLE1: Push(Pop(1)); break;
            case PickleOpcode.TUPLE2: Push(Pop(2)); break;
            case PickleOpcode.TUPLE3: Push(Pop(3)); break;
            case PickleOpcode.TUPLE: Push(PopToMark()); break;
            case PickleOpcode.EMPTY_LIST: Push(new List<object?>()); break;
            case PickleOpcode.APPEND: Append(Pop(1)); break;
            case PickleOpcode.APPENDS: Append(PopToMark()); break;
            case PickleOpcode.EMPTY_DICT: Push(new PickleDictionary(Ordered: false)); break;
            case PickleOpcode.SETITEM: SetItems(Pop(2)); break;
            case PickleOpcode.SETITEMS: SetItems(PopToMark()); break;
            case PickleOpcode.BINPUT: Put(_in.Byte()); break;
            case PickleOpcode.LONG_BINPUT: Put(_in.UInt32()); break;
            case PickleOpcode.MEMOIZE: Put((uint)_memo.Count); break;
            case PickleOpcode.BINGET: Get(_in.Byte()); break;
            case PickleOpcode.LONG_BINGET: Get(_in.UInt32()); break;
            case PickleOpcode.GLOBAL: Push(PickleNames.Find(_in.Line(), _in.Line())); break;
            case PickleOpcode.STACK_GLOBAL: PushNamed(Pop(2)); break;
            case PickleOpcode.REDUCE: Reduce(Pop(2)); break;
            case PickleOpcode.BUILD: Build(Pop()); break;
            case PickleOpcode.BINPERSID: PushNumbers(PickleTensors.Numbers(Pop())); break;
            default: throw Refused(opcode);
        }
    }

    private static InvalidDataException Refused(PickleOpcode opcode) => new(
        $"its pickle has the opcode {(Enum.IsDefined(opcode) ? opcode.ToString() : $"0x{(byte)opcode:X2}")}, which weights do not need and which is not run.");

    private static void RequireProtocol(byte protocol)
    {
        if (protocol is < FirstProtocol or > LastProtocol)
            throw new InvalidDataException($"its pickle has protocol {protocol}; {FirstProtocol} to {LastProtocol} are read.");
    }

    private void PushNumbers(StoredNumbers numbers)
    {
        _named.Add(numbers);
        Push(numbers);
    }

    private void PushNamed(object?[] name) => Push(name is [string module, string member]
        ? PickleNames.Find(module, member)
        : throw new InvalidDataException("its pickle names something that is not text."));

    private void Reduce(object?[] call) => Push(call is [PickleName callable, object?[] arguments]
        ? PickleTensors.Call(callable, arguments)
        : throw new InvalidDataException($"its pickle has the opcode {PickleOpcode.REDUCE} on what cannot be called."));

    // State dictionaries carry the versions of their modules as an attribute, which no tensor depends on.
    private void Build(object? state)
    {
        if (state is not PickleDictionary || Top() is not PickleDictionary { Ordered: true })
            throw new InvalidDataException(
                $"its pickle has the opcode {PickleOpcode.BUILD} on something else than the attributes of an OrderedDict, which is not run.");
    }

    private void Append(object?[] values)
    {
        if (Top() is not List<object?> list)
            throw new InvalidDataException("its pickle appends to what is no list.");
        list.AddRange(values);
    }

    private void SetItems(object?[] values)
    {
        if (Top() is not PickleDictionary dictionary || values.Length % 2 != 0)
            throw new InvalidDataException("its pickle sets items of what is no dictionary, or half an item.");
        for (var i = 0; i < values.Length; i += 2)
            dictionary.Items.Add(KeyValuePair.Create(values[i], values[i + 1]));
    }

    private void Put(uint index)
    {
        if (index >= PickleLimits.Values)
            throw new InvalidDataException($"its pickle has the memo {index:N0}; up to {PickleLimits.Values:N0} are read.");
        while (_memo.Count <= index)
            _memo.Add(Unset.Instance);
        _memo[(int)index] = Top();
    }

    private void Get(uint index) => Push(index < _memo.Count && _memo[(int)index] is var value && value != Unset.Instance
        ? value
        : throw new InvalidDataException($"its pickle uses the memo {index:N0} before it is set."));

    private void Push(object? value)
    {
        Count();
        _stack.Add(value);
    }

    private void Count()
    {
        if (++_pushed > PickleLimits.Values)
            throw new InvalidDataException($"its pickle has more than {PickleLimits.Values:N0} values.");
    }

    private object? Top() => _stack.Count > Floor ? _stack[^1] : throw Underflow();

    private object? Pop() => Pop(1)[0];

    private object?[] Pop(int count) => _stack.Count - count >= Floor ? Cut(_stack.Count - count) : throw Underflow();

    private object?[] PopToMark() => _marks.TryPop(out var mark) ? Cut(mark) : throw Underflow();

    private object?[] Cut(int from)
    {
        var values = CollectionsMarshal.AsSpan(_stack)[from..].ToArray();
        _stack.RemoveRange(from, values.Length);
        return values;
    }

    // Values below the last mark are out of reach.
    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    private static InvalidDataException Underflow() => new("its pickle uses a value that is not there.");

    private sealed class Unset
    {
        public static readonly Unset Instance = new();
    }
}
