using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Rendering;

namespace SmolCode.Testing.Values.Doubles;

/// <summary>How test doubles of interfaces are made, told what to answer and asked what was called: one class a mocking library.</summary>
internal abstract class DoubleStyle(TypeNames names)
{
    /// <summary>Parts a parameter's name from what stands there when its value is not written in the call: \u0002name\u0002otherwise\u0002.</summary>
    public const char Handed = '\u0002';

    /// <summary>How types are written.</summary>
    protected TypeNames Names { get; } = names;

    /// <summary>A double that needs no telling, as an expression.</summary>
    public abstract string? Inline(INamedTypeSymbol type);

    /// <summary>What a variable is made with that is told something later.</summary>
    public virtual string? Create(INamedTypeSymbol type) => Inline(type);

    /// <summary>The double itself, by the variable.</summary>
    public virtual string Passed(string local) => local;

    /// <summary>The call can be told of and asked about.</summary>
    public virtual bool Supports(CollaboratorCall call) => true;

    /// <summary>Null, as an answer of the type.</summary>
    public virtual string Null(ITypeSymbol type, bool isNullable) =>
        $"({Names.Of(type)}{(isNullable && type.IsReferenceType ? "?" : "")})null";

    /// <summary>Statement: the call is answered so, one answer after the other.</summary>
    public abstract string Returns(string local, CollaboratorCall call, IReadOnlyList<string> answers);

    /// <summary>Statement: the call throws.</summary>
    public abstract string Throws(string local, CollaboratorCall call, string exception);

    /// <summary>Expression: the arguments of every call so far, as a sequence of arrays.</summary>
    public abstract string Calls(string local, CollaboratorCall call);

    /// <summary>Statements: the call was made so often, with these arguments (null: any).</summary>
    public abstract IEnumerable<string> Received(
        string local,
        CollaboratorCall call,
        int count,
        IReadOnlyList<string?> arguments,
        AssertionStyle assertions
    );

    /// <summary>
    /// A matcher for any value, or, where the member hands on a parameter of its own, what is passed for that (<see cref="Handed"/>). Only where
    /// types differ: values beside matchers of their type are mistaken for defaults.
    /// </summary>
    protected static IEnumerable<string> Matchers(CollaboratorCall call, Func<IParameterSymbol, string> any) =>
        call.Parameters.Select(
            (p, i) =>
                i < call.HandedOn.Length && call.HandedOn[i] is { } name && AreDistinct(call)
                    ? $"{Handed}{name}{Handed}{any(p)}{Handed}"
                    : any(p)
        );

    /// <summary>All parameters are of different types.</summary>
    protected static bool AreDistinct(CollaboratorCall call) =>
        call.Parameters.Select(p => p.Type).Distinct(SymbolEqualityComparer.Default).Count() == call.Parameters.Count();

    /// <summary>A statement with the values of parameters in it, where they are known.</summary>
    public static string WithValues(string statement, Func<string, string?> valueOf)
    {
        var parts = statement.Split(Handed);
        for (var i = 1; i + 1 < parts.Length; i += 3)
        {
            parts[i + 1] = valueOf(parts[i]) ?? parts[i + 1];
            parts[i] = "";
        }

        return string.Concat(parts);
    }

    /// <summary>A call with these arguments.</summary>
    protected string Written(string receiver, CollaboratorCall call, IEnumerable<string> arguments) =>
        call.Member is IMethodSymbol method
            ? $"{receiver}.{method.Name}{(method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(Names.Of))}>" : "")}({string.Join(", ", arguments)})"
            : $"{receiver}.{call.Member.Name}";
}
