using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Equipoise.Tests.Architecture;

/// <summary>
/// Finds in compiled code what makes a TorchSharp scalar without holding it, itself or through TorchSharp. Held is what a
/// <c>using</c> disposes, or what stands in a static field that is never written again; a method that returns a scalar leaves it
/// to its callers. A type of TorchSharp counts as a whole: whoever constructs it, is taken to have its virtual methods called.
/// </summary>
internal sealed class ScalarUse
{
    private const string Scalar = "TorchSharp.Scalar";

    private readonly ReaderParameters _reading;

    // What of TorchSharp must not be called, and what makes it so.
    private readonly Dictionary<MethodDefinition, string> _unsafe = [];

    /// <param name="folder">With TorchSharp and the assemblies to be searched.</param>
    public ScalarUse(string folder)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(folder);
        _reading = new ReaderParameters { AssemblyResolver = resolver };
        // By the resolver, so that methods are the same objects as those that references resolve to.
        var name = System.Reflection.AssemblyName.GetAssemblyName(Path.Combine(folder, "TorchSharp.dll")).FullName;
        SearchTorchSharp(resolver.Resolve(AssemblyNameReference.Parse(name)).MainModule);
    }

    /// <summary>Every use of a scalar that is not held, as "who: what".</summary>
    public IEnumerable<string> In(string assembly) => from method in Methods(Read(assembly))
                                                      from finding in In(method)
                                                      select $"{method.DeclaringType.FullName}.{method.Name}: {finding}";

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) => module.GetTypes().SelectMany(t => t.Methods);

    private ModuleDefinition Read(string path) => AssemblyDefinition.ReadAssembly(path, _reading).MainModule;

    private IEnumerable<string> In(MethodDefinition method)
    {
        foreach (var made in Unheld(method))
            yield return $"{made} is not held";
        foreach (var called in Calls(method).Concat(Accessed(method)))
            if (_unsafe.TryGetValue(called, out var why))
                yield return $"{Name(called)} {why}";
    }

    private void SearchTorchSharp(ModuleDefinition torchSharp)
    {
        var callers = (from caller in Methods(torchSharp)
                       from called in Calls(caller)
                       select (called, caller)).ToLookup(c => c.called, c => c.caller);
        var open = new Queue<MethodDefinition>();
        void Add(MethodDefinition method, string why)
        {
            if (_unsafe.TryAdd(method, why))
                open.Enqueue(method);
        }
        foreach (var method in Methods(torchSharp))
            if (Unheld(method).FirstOrDefault() is { } made)
                Add(method, $"does not hold {made}");
        while (open.TryDequeue(out var method))
        {
            foreach (var caller in callers[method])
                Add(caller, $"calls {Name(method)}, which {_unsafe[method]}");
            // Printing a tensor is not computing with it.
            if (method is { IsVirtual: true, Name: not "ToString" })
                foreach (var constructor in method.DeclaringType.Methods.Where(m => m.IsConstructor && !m.IsStatic))
                    Add(constructor, $"makes an object whose {method.Name} {_unsafe[method]}");
        }
    }

    // What makes a scalar that is neither held nor returned.
    private static IEnumerable<string> Unheld(MethodDefinition method) =>
        !method.HasBody || method.ReturnType.FullName == Scalar || method.DeclaringType.FullName == Scalar ? []
        : method.Body.Instructions.Where(i => Makes(i) && !IsHeld(method.Body, i)).Select(i => Name((MethodReference)i.Operand));

    private static bool Makes(Instruction instruction) => instruction.Operand is MethodReference made
        && (instruction.OpCode.Code == Code.Newobj ? made.DeclaringType : made.ReturnType).FullName == Scalar
        && instruction.OpCode.FlowControl == FlowControl.Call;

    private static bool IsHeld(MethodBody body, Instruction made)
    {
        var stored = Next(made);
        if (stored.OpCode.Code == Code.Stsfld)
            return ((FieldReference)stored.Operand).Resolve().IsInitOnly;
        return Stored(body, stored) is { } local && body.ExceptionHandlers.Any(h =>
            h.HandlerType == ExceptionHandlerType.Finally && h.TryStart == Next(stored) && Disposes(body, h, local));
    }

    private static bool Disposes(MethodBody body, ExceptionHandler handler, VariableDefinition local)
    {
        for (var i = handler.HandlerStart; i != handler.HandlerEnd; i = i.Next)
            if (i.Operand is MethodReference { Name: "Dispose" } && Loaded(body, i.Previous) == local)
                return true;
        return false;
    }

    private static Instruction Next(Instruction instruction)
    {
        do
            instruction = instruction.Next;
        while (instruction.OpCode.Code == Code.Nop);
        return instruction;
    }

    private static VariableDefinition? Stored(MethodBody body, Instruction instruction) => instruction.OpCode.Code switch
    {
        >= Code.Stloc_0 and <= Code.Stloc_3 => body.Variables[instruction.OpCode.Code - Code.Stloc_0],
        Code.Stloc or Code.Stloc_S => (VariableDefinition)instruction.Operand,
        _ => null,
    };

    private static VariableDefinition? Loaded(MethodBody body, Instruction instruction) => instruction.OpCode.Code switch
    {
        >= Code.Ldloc_0 and <= Code.Ldloc_3 => body.Variables[instruction.OpCode.Code - Code.Ldloc_0],
        Code.Ldloc or Code.Ldloc_S => (VariableDefinition)instruction.Operand,
        _ => null,
    };

    // What of TorchSharp the method calls, constructs, or makes a delegate of.
    private static IEnumerable<MethodDefinition> Calls(MethodDefinition method) =>
        !method.HasBody ? []
        : method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>()
            .Where(m => IsTorchSharp(m.DeclaringType)).Select(m => m.Resolve()).OfType<MethodDefinition>();

    // What of TorchSharp's own the method stands for, by an unsafe accessor.
    private static IEnumerable<MethodDefinition> Accessed(MethodDefinition method)
    {
        var accessor = method.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == "UnsafeAccessorAttribute");
        if (accessor is null || !IsTorchSharp(method.Parameters[0].ParameterType))
            return [];
        var name = accessor.Properties.Single(p => p.Name == "Name").Argument.Value;
        return method.Parameters[0].ParameterType.Resolve().Methods.Where(m => Equals(m.Name, name));
    }

    private static bool IsTorchSharp(TypeReference type) => type.Scope?.Name is "TorchSharp" or "TorchSharp.dll";

    private static string Name(MethodReference method) =>
        $"{method.DeclaringType.Name}.{method.Name}({string.Join(", ", method.Parameters.Select(p => p.ParameterType.Name))})";
}
