using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Checks;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Types;

/// <summary>
/// Statements from what is in scope: what was declared and is not used yet is there to be. Calls of its methods, calls that take it, what a
/// member of its name is set to, checks of it, loops over it; and what the method returns, where nothing but the end of its block follows.
/// </summary>
internal sealed class TypedStatements(TypedPlace place, TypedValues values)
{
    /// <summary>Values that were not used yet and are looked at, the nearest first.</summary>
    private const int MaxUnused = 6;

    /// <summary>Values whose methods are looked at for one that takes what was not used.</summary>
    private const int MaxReceivers = 20;

    /// <summary>Results that are returned.</summary>
    private const int MaxResults = 4;

    /// <summary>Plausibility of each value that a statement uses first.</summary>
    private const double FirstUse = 1.5;

    /// <summary>How names of methods begin that change something and return more than nothing.</summary>
    private static readonly ImmutableArray<string> Changes =
    [
        "Add",
        "TryAdd",
        "Append",
        "Insert",
        "Push",
        "Enqueue",
        "TryEnqueue",
        "Remove",
        "Clear",
        "TryRemove",
        "Set",
        "Register",
        "Subscribe",
        "Use",
        "Write",
    ];

    private readonly IMethodSymbol? _method = EnclosingMember.Find(place.Model, place.Position, place.CancellationToken) as IMethodSymbol;

    /// <summary>Statements, in no order; each ends as a line does.</summary>
    internal IEnumerable<TypedValue> Find() =>
        Unused() is { Count: > 0 } unused
            ? Raised()
                .Concat(OwnCalls(unused))
                .Concat(CallsInScope(unused))
                .Concat(CallsOfOthers(unused))
                .Concat(Settings(unused))
                .Concat(Headers(unused))
                .Concat(Returns())
            : Raised().Concat(Returns());

    private string? Verb => _method?.AssociatedSymbol?.Name ?? _method?.Name;

    private bool IsStatic => _method?.IsStatic ?? false;

    private bool IsAsync => _method?.IsAsync ?? false;

    private List<(ISymbol Symbol, ITypeSymbol Type)> Unused() =>
        [
            .. place
                .Scope.Where(s => s is ILocalSymbol or IParameterSymbol && !place.Mentioned.Contains(s.Name))
                .Select(s => (Symbol: s, Type: SymbolFacts.TypeOf(s)!))
                .Where(v => v.Type is { TypeKind: not TypeKind.Error })
                .Take(MaxUnused),
        ];

    // OnRemoved: Removed?.Invoke(this, key);
    private IEnumerable<TypedValue> Raised()
    {
        if (_method is not { MethodKind: MethodKind.Ordinary })
        {
            yield break;
        }

        foreach (var raised in _method.ContainingType.GetMembers().OfType<IEventSymbol>())
        {
            if (
                raised.IsStatic != IsStatic
                || !_method.Name.EndsWith(raised.Name, StringComparison.Ordinal)
                || _method.Name.Length == raised.Name.Length
                || place.Mentioned.Contains(raised.Name)
                || raised.Type is not INamedTypeSymbol { DelegateInvokeMethod: { ReturnsVoid: true, Parameters: var parameters } }
            )
            {
                continue;
            }

            var sender = parameters is [{ Type.SpecialType: SpecialType.System_Object }, ..] ? (IsStatic ? "null" : "this") : null;
            if (new TypedCall(place, values).Arguments(parameters, sender is null ? 0 : 1, []) is { } rest)
            {
                var arguments = string.Join(", ", ((string?[])[sender, rest]).Where(a => !string.IsNullOrEmpty(a)));
                yield return new TypedValue($"{SymbolFacts.Written(raised.Name)}?.Invoke({arguments});", FirstUse + 2);
            }
        }
    }

    // order.Ship(address);
    private IEnumerable<TypedValue> OwnCalls(List<(ISymbol Symbol, ITypeSymbol Type)> unused)
    {
        foreach (var (symbol, type) in unused.Where(u => u.Type.SpecialType == SpecialType.None))
        {
            foreach (var method in Methods(type))
            {
                if (Call(method, unused, SymbolFacts.Written(symbol.Name)) is { } call)
                {
                    yield return call with
                    {
                        Plausibility = call.Plausibility + FirstUse,
                    };
                }
            }
        }
    }

    // Validate(order);
    private IEnumerable<TypedValue> CallsInScope(List<(ISymbol Symbol, ITypeSymbol Type)> unused) =>
        place
            .Scope.OfType<IMethodSymbol>()
            .Where(m =>
                m.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
                && !(IsStatic && m is { IsStatic: false, MethodKind: MethodKind.Ordinary })
                && Takes(m, unused)
                && !SymbolEqualityComparer.Default.Equals(m, _method)
            )
            .Select(m => Call(m, unused, receiver: null))
            .OfType<TypedValue>()
            .Select(c => c with { Plausibility = c.Plausibility + 0.5 });

    // _orders.Add(order);
    private IEnumerable<TypedValue> CallsOfOthers(List<(ISymbol Symbol, ITypeSymbol Type)> unused)
    {
        var looped = place.LoopedOver;
        foreach (
            var receiver in place
                .Scope.Where(s =>
                    !looped.Contains(s.Name)
                    && s is IFieldSymbol or IPropertySymbol or ILocalSymbol or IParameterSymbol
                    && !(IsStatic && s is IFieldSymbol or IPropertySymbol && !s.IsStatic)
                )
                .Take(MaxReceivers)
        )
        {
            if (SymbolFacts.TypeOf(receiver) is not { SpecialType: SpecialType.None } type)
            {
                continue;
            }

            foreach (var method in Methods(type).Where(m => Takes(m, unused)))
            {
                if (Call(method, unused, SymbolFacts.Written(receiver.Name)) is { } call)
                {
                    yield return call;
                }
            }
        }
    }

    // _name = name;
    private IEnumerable<TypedValue> Settings(List<(ISymbol Symbol, ITypeSymbol Type)> unused)
    {
        foreach (var (symbol, type) in unused)
        {
            foreach (
                var target in place.Scope.Where(s =>
                    s is IFieldSymbol { IsConst: false } or IPropertySymbol { SetMethod: not null, IsIndexer: false }
                    && !place.Mentioned.Contains(s.Name)
                )
            )
            {
                var likeness = NameLikeness.Of(target.Name, symbol.Name);
                if (likeness > 0 && target.Name != symbol.Name && place.Fits(type, SymbolFacts.TypeOf(target)!))
                {
                    yield return new TypedValue(
                        $"{SymbolFacts.Written(target.Name)} = {SymbolFacts.Written(symbol.Name)};",
                        FirstUse + likeness
                    );
                }
            }
        }
    }

    // if (order is null), foreach (var line in lines)
    private IEnumerable<TypedValue> Headers(List<(ISymbol Symbol, ITypeSymbol Type)> unused)
    {
        foreach (var condition in new TypedConditions(place).Of(unused.Select(u => u.Symbol)))
        {
            yield return new TypedValue($"if ({condition.Text})", condition.Plausibility + 0.5);
        }

        foreach (var (symbol, type) in unused)
        {
            if (type.SpecialType == SpecialType.System_Boolean)
            {
                yield return new TypedValue($"if ({SymbolFacts.Written(symbol.Name)})", FirstUse + 0.5);
            }
            else if (Element(type) is { } element)
            {
                yield return new TypedValue(
                    $"foreach (var {LoopVariable(symbol.Name, element)} in {SymbolFacts.Written(symbol.Name)})",
                    FirstUse + 1.5
                );
            }
        }
    }

    // return order;
    private IEnumerable<TypedValue> Returns()
    {
        if (_method is not { ReturnsVoid: false, MethodKind: not MethodKind.Constructor } || !IsLast())
        {
            return [];
        }

        var (keyword, type) = (IsAsync, _method.ReturnType) switch
        {
            (true, INamedTypeSymbol { TypeArguments: [var result], Name: "Task" or "ValueTask" }) => ("return ", result),
            (true, _) => ("", null),
            (false, var result) => ("return ", (ITypeSymbol?)result),
        };
        return type is null
            ? []
            : values.Of(type, Verb, isDeep: true).Take(MaxResults).Select(v => new TypedValue($"{keyword}{v.Text};", v.Plausibility + 1));
    }

    private bool IsLast()
    {
        var next = place.Position;
        while (next < place.Left.Text.Length && char.IsWhiteSpace(place.Left.Text[next]))
        {
            next++;
        }

        return next < place.Left.Text.Length && place.Left.Text[next] == '}';
    }

    private IEnumerable<IMethodSymbol> Methods(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Enum or TypeKind.Array or TypeKind.Dynamic)
        {
            yield break;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = type; at is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; at = at.BaseType)
        {
            foreach (
                var method in at.GetMembers()
                    .Concat(at.TypeKind == TypeKind.Interface ? at.AllInterfaces.SelectMany(i => i.GetMembers()) : [])
            )
            {
                if (
                    method
                        is IMethodSymbol
                        {
                            MethodKind: MethodKind.Ordinary,
                            IsStatic: false,
                            IsOverride: false,
                            IsGenericMethod: false
                        } found
                    && place.Model.IsAccessible(place.Position, found)
                    && (names.Add(found.Name) || found.Parameters.Length > 0)
                )
                {
                    yield return found;
                }
            }
        }
    }

    private bool Takes(IMethodSymbol method, List<(ISymbol Symbol, ITypeSymbol Type)> unused) =>
        method.Parameters.Any(p => unused.Any(u => u.Type.SpecialType != SpecialType.System_Boolean && Matches(u.Type, p)));

    // Anything is an object.
    private bool Matches(ITypeSymbol type, IParameterSymbol parameter) =>
        parameter.Type.SpecialType != SpecialType.System_Object && place.Fits(type, parameter.Type);

    private TypedValue? Call(IMethodSymbol method, List<(ISymbol Symbol, ITypeSymbol Type)> unused, string? receiver)
    {
        place.CancellationToken.ThrowIfCancellationRequested();
        var isTask = method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.IsEmpty: true };
        if (
            (isTask && !IsAsync)
            || (!method.ReturnsVoid && !isTask && (UnusedResults.IsPure(method) || !IsChange(method)))
            || new TypedCall(place, values).Arguments(method.Parameters, 0, receiver is null ? [] : [receiver]) is not { } arguments
        )
        {
            return null;
        }

        var given = arguments.Split(", ");
        var uses = unused.Count(u => given.Contains(SymbolFacts.Written(u.Symbol.Name), StringComparer.Ordinal));
        var target = receiver is null ? "" : receiver + ".";
        return new TypedValue(
            $"{(isTask ? "await " : "")}{target}{SymbolFacts.Written(method.Name)}({arguments});",
            NameLikeness.Of(Verb, method.Name) + (uses * FirstUse) + (method.ReturnsVoid || isTask ? 0.5 : -0.5)
        );
    }

    /// <summary>Whether a method changes what it is called on, by its name.</summary>
    internal static bool IsChange(IMethodSymbol method) =>
        method.ReturnType.Name is not ("Task" or "ValueTask")
        && Changes.Any(c =>
            method.Name.StartsWith(c, StringComparison.Ordinal) && (method.Name.Length == c.Length || !char.IsLower(method.Name[c.Length]))
        );

    private static ITypeSymbol? Element(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? array.ElementType
        : type.SpecialType == SpecialType.System_String ? null
        : type
            .AllInterfaces.Append(type as INamedTypeSymbol)
            .FirstOrDefault(i => i?.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            ?.TypeArguments[0];

    // orders: order; orderList: order. Otherwise the name of what is in it.
    private static string LoopVariable(string name, ITypeSymbol element)
    {
        var plain = name.TrimStart('_');
        foreach (var (ending, singular) in ((string, string)[])[("ies", "y"), ("List", ""), ("ses", "s"), ("s", "")])
        {
            if (plain.Length > ending.Length + 1 && plain.EndsWith(ending, StringComparison.Ordinal))
            {
                return SymbolFacts.Written(plain[..^ending.Length] + singular);
            }
        }

        return element is { SpecialType: SpecialType.None, Name.Length: > 1 }
            ? SymbolFacts.Written(char.ToLowerInvariant(element.Name[0]) + element.Name[1..])
            : "item";
    }
}
