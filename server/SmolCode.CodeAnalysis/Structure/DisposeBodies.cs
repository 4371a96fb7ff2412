using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// What <c>Dispose</c> has to do: the fields that the type creates are disposed; with a <c>Dispose(bool)</c> beside it, that one is called
/// and the finalizer suppressed; an override calls its base.
/// </summary>
internal sealed class DisposeBodies : IStructuralSource
{
    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (
            place is not { Typed: "", Body: { Parent: MethodDeclarationSyntax } body, Method: { ContainingType: { } type } method }
            || method.Name is not ("Dispose" or "DisposeAsync")
            || body.Statements.Any(s => s.SpanStart < place.Hole.Position && !IsDisposal(s))
            || place.Left.Token.Parent?.FirstAncestorOrSelf<BlockSyntax>() != body
        )
        {
            return [];
        }

        var done = body.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText).ToHashSet();
        var isEmpty = body.Statements.Count == 0;
        return (method.Name, method.Parameters) switch
        {
            ("Dispose", []) when isEmpty && WithFlag(type) is { } flagged => [Call(place, flagged)],
            ("Dispose", []) => Joined(place, Synchronous(type, done).Concat(method.IsOverride ? BaseCall(method, done) : [])),
            ("Dispose", [{ Type.SpecialType: SpecialType.System_Boolean } flag]) when isEmpty => Flagged(place, type, method, flag.Name),
            ("DisposeAsync", []) => Asynchronous(place, type, method, done),
            _ => [],
        };
    }

    private static bool IsDisposal(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax && statement.ToString().Contains("Dispose", StringComparison.Ordinal);

    private static IMethodSymbol? WithFlag(INamedTypeSymbol type) =>
        type.GetMembers("Dispose")
            .OfType<IMethodSymbol>()
            .FirstOrDefault(m => !m.IsStatic && m.Parameters is [{ Type.SpecialType: SpecialType.System_Boolean }]);

    private static string Call(StructuralPlace place, IMethodSymbol flagged)
    {
        var name = flagged.Parameters[0].Name;
        var isNamed = place.Root.ToString().Contains($"Dispose({name}: ", StringComparison.Ordinal);
        var call = $"Dispose({(isNamed ? $"{name}: " : "")}true);";
        return !flagged.ContainingType.IsSealed && place.NameOf("System.GC") is { } collector
            ? $"{call}\n{place.Indentation}{collector}.SuppressFinalize(this);"
            : call;
    }

    private static IEnumerable<string> Synchronous(INamedTypeSymbol type, HashSet<string> done) =>
        Owned(type, "IDisposable").Where(m => !done.Contains(m.Name)).Select(m => $"{Access(m)}Dispose();");

    private static IEnumerable<string> BaseCall(IMethodSymbol method, HashSet<string> done) =>
        method.OverriddenMethod is { IsAbstract: false } && !done.Contains("base")
            ? [$"base.{method.Name}({string.Join(", ", method.Parameters.Select(p => p.Name))});"]
            : [];

    private static List<string> Flagged(StructuralPlace place, INamedTypeSymbol type, IMethodSymbol method, string flag)
    {
        var lines = Synchronous(type, []).ToList();
        var then = BaseCall(method, []).ToList();
        if (lines.Count > 0)
        {
            var block = $"if ({flag}){place.Block(lines)}";
            return [then.Count > 0 ? $"{block}\n\n{place.Indentation}{then[0]}" : block];
        }

        return then;
    }

    private static IEnumerable<string> Asynchronous(
        StructuralPlace place,
        INamedTypeSymbol type,
        IMethodSymbol method,
        HashSet<string> done
    )
    {
        var fields = Owned(type, "IAsyncDisposable").Where(m => !done.Contains(m.Name)).ToList();
        if (!method.IsAsync)
        {
            return fields is [{ } only] && !IsNullable(only) ? [$"return {only.Name}.DisposeAsync();"] : [];
        }

        var suffix = place.Root.ToString().Contains(".ConfigureAwait(false)", StringComparison.Ordinal) ? ".ConfigureAwait(false)" : "";
        var others = Owned(type, "IDisposable").Where(m => !done.Contains(m.Name) && !fields.Contains(m, SymbolEqualityComparer.Default));
        return Joined(
            place,
            fields
                .Where(m => !IsNullable(m))
                .Select(m => $"await {m.Name}.DisposeAsync(){suffix};")
                .Concat(others.Select(m => $"{Access(m)}Dispose();"))
        );
    }

    /// <summary>All in one where the body is still empty, then each for itself.</summary>
    private static IEnumerable<string> Joined(StructuralPlace place, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 1 && place.Hole.IsMultiline)
        {
            yield return string.Join($"\n{place.Indentation}", all);
        }

        if (all.Count > 0)
        {
            yield return all[0];
        }
    }

    private static string Access(ISymbol member) => IsNullable(member) ? $"{member.Name}?." : $"{member.Name}.";

    private static bool IsNullable(ISymbol member) =>
        SymbolFacts.TypeOf(member) is { } type
        && (
            type.NullableAnnotation == NullableAnnotation.Annotated || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        );

    /// <summary>State of a disposable type that the type makes itself; where it makes none, what a constructor is given to keep.</summary>
    private static ImmutableArray<ISymbol> Owned(INamedTypeSymbol type, string contract)
    {
        var disposable = TypeState
            .Of(type)
            .Where(m =>
                SymbolFacts.TypeOf(m) is { } of
                && (of.Name == contract || of.AllInterfaces.Any(i => i.Name == contract))
                && of.Name is not ("Task" or "ValueTask")
            )
            .ToList();
        if (disposable.Count == 0)
        {
            return [];
        }

        var created = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaration in type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()))
        {
            foreach (var node in declaration.DescendantNodes())
            {
                var (name, value) = node switch
                {
                    VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax, Initializer.Value: var initial } field => (
                        field.Identifier.ValueText,
                        initial
                    ),
                    PropertyDeclarationSyntax { Initializer.Value: var initial } property => (property.Identifier.ValueText, initial),
                    AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment => (
                        left.Identifier.ValueText,
                        assignment.Right
                    ),
                    AssignmentExpressionSyntax
                    {
                        Left: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var left }
                    } assignment => (left.Identifier.ValueText, assignment.Right),
                    _ => ("", null),
                };
                if (value is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax)
                {
                    created.Add(name);
                }
            }
        }

        var owned = disposable.Where(m => created.Contains(m.Name)).ToImmutableArray();
        return owned.IsEmpty
            ? [.. disposable.Where(m => SymbolFacts.TypeOf(m)!.Name is "Stream" or "TextReader" or "TextWriter" or "SemaphoreSlim")]
            : owned;
    }
}
