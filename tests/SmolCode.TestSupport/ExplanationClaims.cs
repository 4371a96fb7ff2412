using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.TestSupport;

/// <summary>
/// Holds sentences of an explanation against the compiler's operations, which the explanation itself is not made from: what it says is
/// thrown, returned, written, awaited, looped over has to be an operation of that kind, and every name has to exist.
/// </summary>
public sealed partial class ExplanationClaims
{
    private static readonly string[] WaitedBy = [".Result", ".Wait", ".GetAwaiter", ".ConfigureAwait"];

    private readonly SemanticModel model;
    private readonly TextSpan span;
    private readonly List<IOperation> operations = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>Claims about a span of a document.</summary>
    public ExplanationClaims(SemanticModel model, TextSpan span)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        this.span = span;
        var root = model.SyntaxTree.GetRoot();
        foreach (var token in root.DescendantTokens(descendIntoTrivia: true))
        {
            names.Add(token.ValueText);
        }

        foreach (var node in root.DescendantNodes(span).Where(n => span.Contains(n.Span)))
        {
            Add(model.GetSymbolInfo(node).Symbol);
            Add(model.GetDeclaredSymbol(node));
            Add(model.GetTypeInfo(node).Type);
            Add(model.GetTypeInfo(node).ConvertedType);
            if (model.GetOperation(node) is { } operation && (operation.Parent is null || !span.Contains(operation.Parent.Syntax.Span)))
            {
                operations.AddRange(operation.DescendantsAndSelf());
            }
        }

        foreach (var around in root.FindNode(span).AncestorsAndSelf())
        {
            Add(model.GetDeclaredSymbol(around));
            if (model.GetDeclaredSymbol(around) is INamedTypeSymbol type)
            {
                // Other parts of a partial type stand in other files.
                foreach (var member in type.GetMembers())
                {
                    Add(member);
                    // Nested types may be partial, too.
                    names.UnionWith((member as INamedTypeSymbol)?.GetMembers().Select(m => m.Name) ?? []);
                    foreach (
                        var part in Identifier()
                            .Matches(member.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))
                            .Select(m => m.Value)
                    )
                    {
                        names.Add(part);
                    }
                }
            }
        }
    }

    /// <summary>Number of claims that were checked.</summary>
    public int Checked { get; private set; }

    /// <summary>What is untrue of a sentence; empty where nothing is found to be.</summary>
    public IReadOnlyList<string> Untrue(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var untrue = new List<string>();
        // Code with a backtick in it stands between two of them, and reads as anything.
        var text = Ticked().Replace(Quotation().Replace(sentence, ""), "");
        if (
            !text.StartsWith("It, or what it overrides", StringComparison.Ordinal)
            && !text.StartsWith("It is called in", StringComparison.Ordinal)
            && !text.StartsWith("It is used in", StringComparison.Ordinal)
        )
        {
            foreach (Match code in Code().Matches(text))
            {
                // Half of a text between quotes reads as code; what documentation names is checked below.
                if (
                    code.Value.Contains('…', StringComparison.Ordinal) && code.Value.Contains('"', StringComparison.Ordinal)
                    || text.Contains("documented to throw", StringComparison.Ordinal)
                )
                {
                    continue;
                }

                foreach (var token in SyntaxFactory.ParseTokens(code.Groups[1].Value).Where(t => t.IsKind(SyntaxKind.IdentifierToken)))
                {
                    // A name that was cut off is no claim.
                    var cut = code.Groups[1].Value.AsSpan(Math.Min(code.Groups[1].Length, token.Span.End)).StartsWith("…");
                    Claim(cut || names.Contains(token.ValueText), $"there is no `{token.ValueText}`");
                }
            }
        }

        Each(Throws(), m => Thrown(m.Groups[1].Value), m => $"nothing throws {m.Groups[1].Value}");
        if (text.StartsWith("Callers have to expect", StringComparison.Ordinal))
        {
            Each(Code(), m => Thrown(m.Groups[1].Value), m => $"nothing throws {m.Groups[1].Value}");
        }

        Each(Returns(), m => ReturnsCode(m.Groups[1].Value), m => $"nothing returns {m.Groups[1].Value}");
        Each(
            ReturnsWhether(),
            _ =>
                operations.OfType<IReturnOperation>().Any(r => r.ReturnedValue?.Type?.SpecialType == SpecialType.System_Boolean)
                || names.Contains("bool"),
            _ => "nothing returns true or false"
        );
        Each(CallsBack(), _ => operations.OfType<IAnonymousFunctionOperation>().Any(), _ => "there is no function within it");
        Each(Awaits(), _ => operations.Any(o => o is IAwaitOperation), _ => "nothing is awaited");
        Each(Yields(), _ => operations.Any(o => o is IReturnOperation { Kind: OperationKind.YieldReturn }), _ => "nothing is yielded");
        Each(
            Locks(),
            m => operations.OfType<ILockOperation>().Any(l => Same(l.LockedValue.Syntax, m.Groups[1].Value)),
            m => $"no lock on {m.Groups[1].Value}"
        );
        foreach (var sets in (Regex[])[Sets(), SetsAlso(), SetsTogether()])
        {
            Each(
                sets,
                m =>
                    Assigned<ISimpleAssignmentOperation>(m.Groups[1].Value)
                    // "sets `x` to `true` if …" for `x |= …`.
                    || Assigned<ICompoundAssignmentOperation>(m.Groups[1].Value)
                    || Declared(m.Groups[1].Value),
                m => $"nothing sets {m.Groups[1].Value}"
            );
        }

        Each(
            AddsOne(),
            m => operations.OfType<IIncrementOrDecrementOperation>().Any(i => Same(i.Target.Syntax, m.Groups[1].Value)),
            m => $"nothing counts {m.Groups[1].Value}"
        );
        Each(
            ForEach(),
            m =>
                operations
                    .OfType<IForEachLoopOperation>()
                    .Any(l => Normal(l.Syntax.ToString()).Contains(Normal(m.Groups[1].Value), StringComparison.Ordinal)),
            m => $"no foreach with {m.Groups[1].Value}"
        );
        Each(
            Counting(),
            m => operations.OfType<IForLoopOperation>().Any(l => l.Locals.Any(v => v.Name == m.Groups[1].Value)),
            m => $"no for with {m.Groups[1].Value}"
        );
        Each(
            Keeps(),
            m => Declared(m.Groups[1].Value) || Assigned<ISimpleAssignmentOperation>(m.Groups[1].Value),
            m => $"nothing is kept as {m.Groups[1].Value}"
        );
        Each(
            Caught(),
            m => operations.OfType<ICatchClauseOperation>().Any(c => c.ExceptionType.Name == Last(m.Groups[1].Value)),
            m => $"nothing catches {m.Groups[1].Value}"
        );
        if (text.StartsWith("It writes the", StringComparison.Ordinal))
        {
            Each(Members(), m => Written(m.Groups[1].Value), m => $"nothing writes {m.Groups[1].Value}");
        }

        if (text.StartsWith("It reads the", StringComparison.Ordinal))
        {
            Each(
                Members(),
                m => operations.OfType<IMemberReferenceOperation>().Any(r => r.Member.Name == m.Groups[1].Value),
                m => $"nothing reads {m.Groups[1].Value}"
            );
        }

        if (Documented().Match(text) is { Success: true } documented)
        {
            var called = operations
                .OfType<IInvocationOperation>()
                .Where(i => i.TargetMethod.Name == Last(documented.Groups[1].Value))
                .Select(i => (i.TargetMethod.ReducedFrom ?? i.TargetMethod).OriginalDefinition)
                .ToList();
            Claim(called.Count > 0, $"{documented.Groups[1].Value} is not called");
            foreach (Match exception in Code().Matches(documented.Groups[2].Value))
            {
                Claim(
                    called.Exists(c =>
                        (c.GetDocumentationCommentXml() ?? "") is var xml
                        && (
                            xml.Length == 0
                            || xml.Contains("inheritdoc", StringComparison.Ordinal)
                            || xml.Contains(exception.Groups[1].Value, StringComparison.Ordinal)
                        )
                    ),
                    $"{documented.Groups[1].Value} does not document {exception.Groups[1].Value}"
                );
            }
        }

        if (text.StartsWith("It is recursive", StringComparison.Ordinal))
        {
            Claim(
                operations
                    .OfType<IInvocationOperation>()
                    .Any(i => i.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences.Any(r => span.Contains(r.Span))),
                "nothing calls itself"
            );
        }

        if (text.StartsWith("Nothing waits for the task", StringComparison.Ordinal))
        {
            Claim(
                operations.OfType<IExpressionStatementOperation>().Any(e => e.Operation.Type?.Name is "Task" or "ValueTask"),
                "no task is left alone"
            );
        }

        Each(
            Blocks(),
            m =>
                operations
                    .OfType<IMemberReferenceOperation>()
                    .Where(r => Same(r.Syntax, m.Groups[1].Value))
                    .Select(r => r.Member.ContainingType)
                    .Concat(
                        operations
                            .OfType<IInvocationOperation>()
                            .Where(i => Same(((InvocationExpressionSyntax)i.Syntax).Expression, m.Groups[1].Value))
                            .Select(i => i.TargetMethod.ContainingType)
                    )
                    .Any(t => t.ContainingNamespace.ToDisplayString() is "System.Threading.Tasks" or "System.Runtime.CompilerServices")
                && !operations
                    .OfType<IPropertyReferenceOperation>()
                    .Any(p =>
                        p.Property.Name.StartsWith("IsCompleted", StringComparison.Ordinal)
                        && p.Instance is { } asked
                        && WaitedBy.Any(end => m.Groups[1].Value.StartsWith(asked.Syntax + end, StringComparison.Ordinal))
                    ),
            m => $"{m.Groups[1].Value} does not block"
        );
        if (model.GetDeclaredSymbol(model.SyntaxTree.GetRoot().FindNode(span)) is INamedTypeSymbol { TypeKind: not TypeKind.Enum } shown)
        {
            var own = shown.GetMembers().Where(m => !m.IsImplicitlyDeclared).ToList();
            // Not of a type in it.
            if (
                text.EndsWith("without public members of its own.", StringComparison.Ordinal)
                && text.StartsWith($"`{shown.Name}", StringComparison.Ordinal)
            )
            {
                Claim(!own.Exists(m => m.DeclaredAccessibility == Accessibility.Public), "there are public members");
            }

            if (text.EndsWith("and no methods of its own.", StringComparison.Ordinal))
            {
                Claim(
                    !own.OfType<IMethodSymbol>()
                        .Any(m =>
                            m.AssociatedSymbol is null && m.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor)
                        ),
                    "there are methods"
                );
            }

            if (text.Contains("can't be changed after construction", StringComparison.Ordinal))
            {
                Claim(
                    !Bases(shown)
                        .Prepend(shown)
                        .SelectMany(t => t.GetMembers())
                        .OfType<IPropertySymbol>()
                        .Any(p => p is { DeclaredAccessibility: Accessibility.Public, SetMethod: { IsInitOnly: false } }),
                    "a public property can be changed"
                );
            }
        }

        if (text.Contains("is disposed", StringComparison.Ordinal) || text.Contains(", disposed ", StringComparison.Ordinal))
        {
            Claim(
                text.Contains("not disposed", StringComparison.Ordinal)
                    || operations.Any(o => o is IUsingOperation or IUsingDeclarationOperation),
                "nothing is disposed"
            );
        }

        return untrue;

        void Each(Regex pattern, Func<Match, bool> holds, Func<Match, string> otherwise)
        {
            foreach (Match match in pattern.Matches(text))
            {
                Claim(match.Value.Contains('…', StringComparison.Ordinal) || holds(match), otherwise(match));
            }
        }

        void Claim(bool holds, string otherwise)
        {
            Checked++;
            if (!holds)
            {
                untrue.Add(otherwise);
            }
        }
    }

    private bool Thrown(string type) =>
        operations.OfType<IThrowOperation>().Any(t => t.Exception is { } e && Either(e).Any(x => x.Type?.Name == Last(type)))
        || operations
            .OfType<IInvocationOperation>()
            .Any(i =>
                i.TargetMethod.Name.StartsWith("ThrowIf", StringComparison.Ordinal) && i.TargetMethod.ContainingType.Name == Last(type)
            )
        || operations.OfType<IThrowOperation>().Any(t => t.Exception is { } e && Either(e).Any(x => Same(x.Syntax, type)))
        // What a handler throws on.
        || operations
            .OfType<ICatchClauseOperation>()
            .Any(c =>
                c.ExceptionType.Name == Last(type) && c.Handler.Descendants().OfType<IThrowOperation>().Any(t => t.Exception is null)
            );

    /// <summary>An exception, or each of those that <c>??</c> and <c>?:</c> choose from.</summary>
    private static IEnumerable<IOperation> Either(IOperation exception) =>
        Unconverted(exception) switch
        {
            ICoalesceOperation coalesce => Either(coalesce.Value).Concat(Either(coalesce.WhenNull)),
            IConditionalOperation { WhenFalse: { } otherwise } conditional => Either(conditional.WhenTrue).Concat(Either(otherwise)),
            var one => [one],
        };

    private bool ReturnsCode(string code) =>
        operations
            .OfType<IReturnOperation>()
            .Any(r => r.ReturnedValue is { } v && Normal(v.Syntax.ToString()).Contains(Normal(code), StringComparison.Ordinal))
        || model
            .SyntaxTree.GetRoot()
            .DescendantNodes(span)
            .OfType<ArrowExpressionClauseSyntax>()
            .Any(a => span.Contains(a.Span) && Normal(a.Expression.ToString()).Contains(Normal(code), StringComparison.Ordinal))
        || operations
            .OfType<IAnonymousFunctionOperation>()
            .Any(f => Normal(f.Syntax.ToString()).Contains(Normal(code), StringComparison.Ordinal))
        // What a variable that is returned was set to.
        || operations
            .OfType<IVariableInitializerOperation>()
            .Any(i => Normal(i.Value.Syntax.ToString()).Contains(Normal(code), StringComparison.Ordinal))
        || operations
            .OfType<ISimpleAssignmentOperation>()
            .Any(a =>
                a.Target is ILocalReferenceOperation && Normal(a.Value.Syntax.ToString()).Contains(Normal(code), StringComparison.Ordinal)
            )
        // "returns a `Type`" and the like: the type of the member.
        || names.Contains(Last(code));

    private bool Assigned<T>(string target)
        where T : IAssignmentOperation =>
        operations.OfType<T>().Any(a => Same(a.Target.Syntax, target))
        || operations
            .OfType<IConditionalAccessOperation>()
            .Any(c =>
                c.Descendants().OfType<T>().Any() && Normal(c.Syntax.ToString()).StartsWith(Normal(target) + "=", StringComparison.Ordinal)
            )
        || operations
            .OfType<IDeconstructionAssignmentOperation>()
            .Any(d => Normal(d.Target.Syntax.ToString()).Contains(Normal(target), StringComparison.Ordinal))
        || operations.OfType<ICoalesceAssignmentOperation>().Any(c => Same(c.Target.Syntax, target))
        || operations.OfType<IEventAssignmentOperation>().Any(e => Same(e.EventReference.Syntax, target));

    private bool Declared(string name) => operations.OfType<IVariableDeclaratorOperation>().Any(v => v.Symbol.Name == name);

    private bool Written(string member) =>
        operations.Any(o =>
            o switch
            {
                IAssignmentOperation a => a
                    .Target.DescendantsAndSelf()
                    .OfType<IMemberReferenceOperation>()
                    .Any(r => r.Member.Name == member),
                IIncrementOrDecrementOperation i => Is(i.Target, member),
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } a => Is(a.Value, member),
                IEventAssignmentOperation e => Is(e.EventReference, member),
                _ => false,
            }
        );

    private static bool Is(IOperation operation, string member) =>
        operation is IMemberReferenceOperation reference && reference.Member.Name == member;

    private void Add(ISymbol? symbol)
    {
        for (
            var current = symbol;
            current is not null and not INamespaceSymbol { IsGlobalNamespace: true };
            current = current.ContainingSymbol
        )
        {
            names.Add(current.Name);
            foreach (
                var part in Identifier().Matches(current.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)).Select(m => m.Value)
            )
            {
                names.Add(part);
            }

            if (current is INamedTypeSymbol type)
            {
                foreach (var parent in type.AllInterfaces.Concat(Bases(type)))
                {
                    if (names.Add(parent.Name))
                    {
                        foreach (var member in parent.GetMembers())
                        {
                            names.Add(member.Name);
                        }

                        foreach (var argument in parent.TypeArguments)
                        {
                            names.Add(argument.Name);
                        }
                    }
                }

                foreach (var attribute in type.TypeParameters)
                {
                    names.Add(attribute.Name);
                }
            }

            if (current is IMethodSymbol method)
            {
                foreach (var parameter in (method.ReducedFrom ?? method).OriginalDefinition.Parameters)
                {
                    names.Add(parameter.Name);
                    names.Add(parameter.Type.Name);
                }

                foreach (
                    var typeParameter in method.OriginalDefinition.TypeParameters.Concat(
                        method.ContainingType?.OriginalDefinition.TypeParameters ?? []
                    )
                )
                {
                    names.Add(typeParameter.Name);
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            yield return parent;
        }
    }

    private static IOperation Unconverted(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true, Operand: var inner } ? Unconverted(inner) : operation;

    private static bool Same(SyntaxNode node, string code) => Normal(node.ToString()) == Normal(code);

    private static string Normal(string code) => WhiteSpace().Replace(code, "").TrimEnd('!');

    /// <summary>"Foo.Bar&lt;T&gt;" → "Bar".</summary>
    private static string Last(string type) => type.Split('<')[0].Split('.')[^1].TrimEnd('?');

    [GeneratedRegex("“[^”]*”")]
    private static partial Regex Quotation();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("`` .+? ``")]
    private static partial Regex Ticked();

    [GeneratedRegex("^`([^`]+)` blocks the thread")]
    private static partial Regex Blocks();

    [GeneratedRegex("[Rr]eturns whether ")]
    private static partial Regex ReturnsWhether();

    [GeneratedRegex("when (?:the function|`[^`]+`|.*the function that it returns).* is called", RegexOptions.IgnoreCase)]
    private static partial Regex CallsBack();

    [GeneratedRegex("(?<![Ii]f that )throws (?:an? )?`([^`]+)`")]
    private static partial Regex Throws();

    [GeneratedRegex("[Rr]eturns `([^`]+)`")]
    private static partial Regex Returns();

    [GeneratedRegex("^`([^`]+)` is documented to throw (.*), and")]
    private static partial Regex Documented();

    [GeneratedRegex("awaits `[^`]+`|the awaited result of `[^`]+`")]
    private static partial Regex Awaits();

    [GeneratedRegex("yields [^.]+")]
    private static partial Regex Yields();

    [GeneratedRegex("holding the lock on `([^`]+)`", RegexOptions.IgnoreCase)]
    private static partial Regex Locks();

    [GeneratedRegex("(?<!What it )sets `([^`]+)` to")]
    private static partial Regex Sets();

    // "sets `a` to `1`, `b` to `2` and `c` to `3`": the second and later ones.
    [GeneratedRegex(
        "(?<=(?<!What it )sets `[^`]+` to (?:`[^`]*`|the result of `[^`]*`|null|whether [^.;]*?)(?:(?:, | and )`[^`]+` to (?:`[^`]*`|the result of `[^`]*`|null))*(?:, | and ))`([^`]+)` to "
    )]
    private static partial Regex SetsAlso();

    // "sets `a`, `b` and `c` to `0`".
    [GeneratedRegex("(?<=(?<!What it )sets (?:`[^`]+`(?:, | and ))*)`([^`]+)`(?=(?:(?:, | and )`[^`]+`)* to )")]
    private static partial Regex SetsTogether();

    [GeneratedRegex("(?:adds 1 to|takes 1 from) `([^`]+)`")]
    private static partial Regex AddsOne();

    [GeneratedRegex("[Ff]or each `([^`]+)` of `[^`]+`")]
    private static partial Regex ForEach();

    [GeneratedRegex("[Cc]ounting `([^`]+)` (?:up|down)")]
    private static partial Regex Counting();

    [GeneratedRegex("(?:keeps the result of|creates) [^.]*?as `([^`]+)`")]
    private static partial Regex Keeps();

    [GeneratedRegex("if that throws an? `([^`]+)`", RegexOptions.IgnoreCase)]
    private static partial Regex Caught();

    [GeneratedRegex(@"the (?:static )?(?:field|property|event|indexer) `([^`]+)`")]
    private static partial Regex Members();

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{N}_]*")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
