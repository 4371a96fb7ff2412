using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Holes;
using SmolCode.CodeAnalysis.Types;

namespace SmolCode.CodeAnalysis;

/// <summary>
/// Type-directed synthesis: the rest of a line where the compiler knows the type that is wanted (an argument, an assignment, a condition, what
/// is returned), from what is in scope; behind a dot the members that fit.
/// </summary>
public sealed class TypedCode
{
    private readonly TypedMembers? _members;
    private readonly string _typed;

    private TypedCode(string typed, IEnumerable<string> texts, TypedMembers? members)
    {
        _typed = typed;
        _members = members;
        Texts = [.. Untyped(texts)];
        Heads = members is null ? [] : [.. Untyped(members.Heads)];
    }

    /// <summary>Nothing to say.</summary>
    public static TypedCode Nothing { get; } = new("", [], null);

    /// <summary>Texts from the cursor on, the most plausible first; empty behind a dot.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <summary>Behind a dot: how the names that fit go on from the cursor, methods with their parenthesis.</summary>
    public ImmutableArray<string> Heads { get; }

    /// <summary>Synthesises for a hole. Nothing where no expression is wanted, or its type is not known.</summary>
    /// <param name="snapshot">The document.</param>
    /// <param name="hole">The hole in it.</param>
    /// <param name="count">Texts at most.</param>
    /// <param name="maxHeads">Names behind a dot at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<TypedCode> FindAsync(
        DocumentSnapshot snapshot,
        Hole hole,
        int count,
        int maxHeads,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(hole);
        var left = LeftContext.At(await snapshot.Analysed.GetRootAsync(cancellationToken), snapshot.Text, hole.Position);
        var typed = snapshot.Text.ToString(TextSpan.FromBounds(left.WordStart, hole.Position));
        var isStatement = hole.Kind is HoleKind.StatementStart or HoleKind.BlockStart;
        var isWanted =
            isStatement
            || hole.Kind is HoleKind.MemberAccess or HoleKind.Argument or HoleKind.Assignment or HoleKind.Condition or HoleKind.Expression;
        var suffix = hole.LineSuffix.TrimStart();
        var endsLine = suffix.Length == 0 || hole.Closers.Length > 0;
        if (!isWanted || left.Token == default || (!endsLine && !");,]}".Contains(suffix[0], StringComparison.Ordinal)))
        {
            return Nothing;
        }

        var view = await snapshot.Analysed.GetViewAsync(hole.Position, cancellationToken);
        var place = new TypedPlace(view.Model, left, cancellationToken);
        var values = new TypedValues(place);
        if (hole.Kind == HoleKind.MemberAccess)
        {
            var receiver = Receiver.Find(view.Model, left.Token, cancellationToken);
            return new TypedCode(
                typed,
                [],
                receiver?.Container is ITypeSymbol ? new TypedMembers(place, values, receiver, maxHeads, endsLine) : null
            );
        }

        var found = left.Token.Parent switch
        {
            _ when isStatement => endsLine ? new TypedStatements(place, values).Find() : [],
            ArgumentListSyntax list when left.Token.Kind() is SyntaxKind.OpenParenToken or SyntaxKind.CommaToken => Arguments(
                place,
                values,
                list,
                endsLine
            ),
            _ => Value(place, values, endsLine),
        };
        return new TypedCode(
            typed,
            found
                .Where(v => v.Text.StartsWith(typed, StringComparison.Ordinal))
                .OrderByDescending(v => v.Plausibility)
                .Select(v => v.Text)
                .Distinct(StringComparer.Ordinal)
                .Take(count),
            null
        );
    }

    /// <summary>Behind a dot: texts from the cursor on that begin with one of <see cref="Heads"/>.</summary>
    public ImmutableArray<string> From(string head) => _members is null ? [] : [.. Untyped(_members.From(_typed + head))];

    private IEnumerable<string> Untyped(IEnumerable<string> texts) =>
        texts.Where(t => t.Length > _typed.Length && t.StartsWith(_typed, StringComparison.Ordinal)).Select(t => t[_typed.Length..]);

    private static IEnumerable<TypedValue> Arguments(TypedPlace place, TypedValues values, ArgumentListSyntax list, bool endsLine)
    {
        var tail = endsLine ? new LineTail(place, values).After(place.Left.Token, isOwnList: true) : "";
        if (list.Parent is null || tail is null)
        {
            yield break;
        }

        var given = place.Given(list);
        var before = given.Length;
        foreach (var method in place.Calls.By(list.Parent))
        {
            var parameters = method.Parameters;
            if (before >= parameters.Length || parameters[before].IsParams || !place.Calls.Accepts(parameters, [.. given]))
            {
                continue;
            }

            var parameter = parameters[before];
            foreach (var value in Values(parameter))
            {
                var rest = endsLine
                    ? new TypedCall(place, values).Arguments(parameters, before + 1, [.. given.Select(a => a.ToString()), value.Text])
                    : "";
                if (rest is not null)
                {
                    yield return value with
                    {
                        Text = value.Text + (rest.Length > 0 ? ", " + rest : "") + tail,
                    };
                }
            }
        }

        IEnumerable<TypedValue> Values(IParameterSymbol parameter) =>
            parameter.RefKind switch
            {
                RefKind.Out => [new TypedValue("out var " + SymbolFacts.Written(parameter.Name), 3)],
                RefKind.Ref => values.Of(parameter.Type, parameter.Name, isDeep: false).Select(v => v with { Text = "ref " + v.Text }),
                _ => values.Of(parameter.Type, parameter.Name, isDeep: true),
            };
    }

    private static IEnumerable<TypedValue> Value(TypedPlace place, TypedValues values, bool endsLine)
    {
        var token = place.Left.Token;
        var tail = endsLine ? new LineTail(place, values).After(token, isOwnList: false) : "";
        var name = NameOfTarget(token.Parent);
        var found = (place.Expected(token), name) switch
        {
            _ when token.Parent is InterpolationSyntax interpolation && token == interpolation.OpenBraceToken => values.Any(),
            ({ } type, _) when type.SpecialType == SpecialType.System_Boolean => values
                .Of(type, name, isDeep: true)
                .Concat(name is null ? new TypedConditions(place).Find() : []),
            ({ } type, _) => values.Of(type, name, isDeep: true),
            (null, { Length: > 0 } variable) => values.Named(variable),
            _ => [],
        };
        return tail is null ? [] : found.Where(v => v.Text != name).Select(v => v with { Text = v.Text + tail });
    }

    /// <summary>The name of the variable or member that is assigned.</summary>
    private static string? NameOfTarget(SyntaxNode? node) =>
        node switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } => left.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax left } => left.Name.Identifier.ValueText,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => method.Identifier.ValueText,
            _ => null,
        };
}
