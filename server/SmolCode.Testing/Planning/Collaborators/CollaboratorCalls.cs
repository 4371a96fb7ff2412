using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Testing.Planning.Collaborators;

/// <summary>Finds what a member asks of interfaces: of its own parameters, and of those of the constructor, which it reaches by fields.</summary>
internal sealed class CollaboratorCalls
{
    private const int MaxDepth = 2;

    private readonly Compilation compilation;
    private readonly Dictionary<ISymbol, string> fields = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, List<CollaboratorCall>> ofConstructor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CollaboratorCall>> ofMember = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);

    // Variables and parameters of other methods that hold what a parameter holds.
    private readonly Dictionary<ISymbol, (Dictionary<string, List<CollaboratorCall>> Calls, string Name)> aliases = new(
        SymbolEqualityComparer.Default
    );
    private readonly ISymbol member;

    private CollaboratorCalls(ISymbol member, Compilation compilation)
    {
        this.member = member;
        this.compilation = compilation;
    }

    /// <summary>Reads a member, what it calls of its own type, and methods of the project that it hands such an object on to.</summary>
    public static CollaboratorCalls Of(ISymbol member, Compilation compilation, CancellationToken cancellationToken)
    {
        var calls = new CollaboratorCalls(member.OriginalDefinition, compilation);
        if (!member.IsStatic && member is not IMethodSymbol { MethodKind: MethodKind.Constructor })
        {
            calls.ReadConstructors(cancellationToken);
        }

        calls.Read(member.OriginalDefinition, 0, cancellationToken);
        return calls;
    }

    /// <summary>What is asked of the object that was given to the constructor as the parameter of that name.</summary>
    public IReadOnlyList<CollaboratorCall> OfConstructor(string parameter) => ofConstructor.GetValueOrDefault(parameter) ?? [];

    /// <summary>What is asked of the object that is given to the member as the parameter of that name.</summary>
    public IReadOnlyList<CollaboratorCall> OfMember(string parameter) => ofMember.GetValueOrDefault(parameter) ?? [];

    /// <summary>All of them.</summary>
    public IEnumerable<CollaboratorCall> All => ofConstructor.Values.Concat(ofMember.Values).SelectMany(c => c);

    // Which field or property holds which parameter.
    private void ReadConstructors(CancellationToken cancellationToken)
    {
        var type = member.ContainingType;
        foreach (var node in type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>())
        {
            if (!compilation.ContainsSyntaxTree(node.SyntaxTree))
            {
                continue;
            }

            var model = compilation.GetSemanticModel(node.SyntaxTree);
            foreach (
                var assignment in node
                    .Members.OfType<ConstructorDeclarationSyntax>()
                    .SelectMany(c => c.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            )
            {
                if (
                    model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is { } held
                    && Given(model, assignment.Right) is { } name
                )
                {
                    fields.TryAdd(held, name);
                }
            }

            foreach (var declared in node.Members)
            {
                foreach (
                    var (initializer, symbol) in declared switch
                    {
                        FieldDeclarationSyntax field => field.Declaration.Variables.Select(v =>
                            (v.Initializer, model.GetDeclaredSymbol(v, cancellationToken))
                        ),
                        PropertyDeclarationSyntax property =>
                        [
                            (property.Initializer, (ISymbol?)model.GetDeclaredSymbol(property, cancellationToken)),
                        ],
                        _ => [],
                    }
                )
                {
                    if (initializer is not null && symbol is not null && Given(model, initializer.Value) is { } name)
                    {
                        fields.TryAdd(symbol, name);
                    }
                }
            }
        }
    }

    // The parameter that an expression hands on: itself, with a check, or through a guard.
    private static string? Given(SemanticModel model, ExpressionSyntax expression) =>
        expression switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => Given(model, coalesce.Left),
            ParenthesizedExpressionSyntax inner => Given(model, inner.Expression),
            InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } call
                when model.GetTypeInfo(call).Type is { } result
                    && SymbolEqualityComparer.Default.Equals(result, model.GetTypeInfo(first.Expression).Type) => Given(
                model,
                first.Expression
            ),
            IdentifierNameSyntax when model.GetSymbolInfo(expression).Symbol is IParameterSymbol { Type.TypeKind: TypeKind.Interface } p =>
                p.Name,
            _ => null,
        };

    private void Read(ISymbol read, int depth, CancellationToken cancellationToken)
    {
        if (!seen.Add(read) || depth > MaxDepth)
        {
            return;
        }

        foreach (var reference in read.DeclaringSyntaxReferences)
        {
            if (!compilation.ContainsSyntaxTree(reference.SyntaxTree))
            {
                continue;
            }

            var node = reference.GetSyntax(cancellationToken);
            var model = compilation.GetSemanticModel(reference.SyntaxTree);
            foreach (var inner in node is TypeDeclarationSyntax ? [] : node.DescendantNodes())
            {
                switch (inner)
                {
                    case InvocationExpressionSyntax call when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol called:
                        if (
                            Receiver(call.Expression) is { } receiver
                            && called is { IsStatic: false, ContainingType.TypeKind: TypeKind.Interface }
                        )
                        {
                            Add(model, receiver, called, call, cancellationToken);
                        }
                        else if (
                            HandsOn(model, call, called, cancellationToken)
                            || SymbolEqualityComparer.Default.Equals(called.ContainingType.OriginalDefinition, member.ContainingType)
                        )
                        {
                            Read((called.ReducedFrom ?? called).OriginalDefinition, depth + 1, cancellationToken);
                        }

                        break;
                    case VariableDeclaratorSyntax { Initializer.Value: { } value } variable
                        when model.GetDeclaredSymbol(variable, cancellationToken)
                            is ILocalSymbol { Type.TypeKind: TypeKind.Interface } local
                            && TargetOf(model, value, cancellationToken) is { } held:
                        aliases.TryAdd(local, held);
                        break;
                    case MemberAccessExpressionSyntax access
                        when access.Parent is not AssignmentExpressionSyntax { Left: var left } || left != access:
                        if (
                            model.GetSymbolInfo(access, cancellationToken).Symbol is IPropertySymbol
                            {
                                IsStatic: false,
                                IsIndexer: false,
                                ContainingType.TypeKind: TypeKind.Interface
                            } property
                        )
                        {
                            Add(model, access.Expression, property, access, cancellationToken);
                        }

                        break;
                }
            }
        }
    }

    // A method of the project gets the object as an argument, or is an extension of it.
    private bool HandsOn(SemanticModel model, InvocationExpressionSyntax call, IMethodSymbol called, CancellationToken cancellationToken)
    {
        var declared = called.ReducedFrom ?? called;
        if (declared.DeclaringSyntaxReferences.IsEmpty)
        {
            return false;
        }

        var any = false;
        void Alias(int parameter, ExpressionSyntax argument)
        {
            if (parameter < declared.Parameters.Length && TargetOf(model, argument, cancellationToken) is { } target)
            {
                any = true;
                aliases.TryAdd(declared.Parameters[parameter].OriginalDefinition, target);
            }
        }

        var offset = called.ReducedFrom is null ? 0 : 1;
        if (offset == 1 && Receiver(call.Expression) is { } receiver)
        {
            Alias(0, receiver);
        }

        foreach (var (i, argument) in call.ArgumentList.Arguments.Index())
        {
            if (argument.NameColon is null)
            {
                Alias(i + offset, argument.Expression);
            }
        }

        return any;
    }

    // Whose object an expression is.
    private (Dictionary<string, List<CollaboratorCall>> Calls, string Name)? TargetOf(
        SemanticModel model,
        ExpressionSyntax expression,
        CancellationToken cancellationToken
    )
    {
        if (expression is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self)
        {
            expression = self.Name;
        }

        if (
            expression is not IdentifierNameSyntax
            || model.GetSymbolInfo(expression, cancellationToken).Symbol is not { } holder
            || model.GetTypeInfo(expression, cancellationToken).Type is not { TypeKind: TypeKind.Interface }
        )
        {
            return null;
        }

        return holder switch
        {
            _ when aliases.TryGetValue(holder.OriginalDefinition, out var alias) => alias,
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } p
                when !SymbolEqualityComparer.Default.Equals(p.ContainingSymbol, member) => (ofConstructor, p.Name),
            IParameterSymbol p when SymbolEqualityComparer.Default.Equals(p.ContainingSymbol, member) => (ofMember, p.Name),
            IFieldSymbol or IPropertySymbol when fields.TryGetValue(holder, out var parameter) => (ofConstructor, parameter),
            _ => null,
        };
    }

    private static ExpressionSyntax? Receiver(ExpressionSyntax called) =>
        called switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax binding => binding
                .Ancestors()
                .OfType<ConditionalAccessExpressionSyntax>()
                .FirstOrDefault(c => c.WhenNotNull.Span.Contains(binding.Span))
                ?.Expression,
            _ => null,
        };

    private void Add(
        SemanticModel model,
        ExpressionSyntax receiver,
        ISymbol asked,
        ExpressionSyntax at,
        CancellationToken cancellationToken
    )
    {
        if (
            TargetOf(model, receiver, cancellationToken) is not var (target, name)
            || (asked is IMethodSymbol method && method.Parameters.Any(p => p.RefKind != RefKind.None || p.Type.IsRefLikeType))
        )
        {
            return;
        }

        if (!target.TryGetValue(name, out var calls))
        {
            target[name] = calls = [];
        }

        var result = Result(asked);
        var call = new CollaboratorCall(asked, result, result is not null && IsUsed(at), Caught(model, at, cancellationToken), 1)
        {
            HandedOn = HandedOn(model, asked, at),
            IsInLoop = at.Ancestors()
                .TakeWhile(n => n is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax))
                .Any(n =>
                    n is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
                    || (n is ForEachStatementSyntax each && each.Statement.Span.Contains(at.Span))
                ),
        };
        var known = calls.FindIndex(c => SymbolEqualityComparer.Default.Equals(c.Member, asked));
        if (known < 0)
        {
            calls.Add(call);
        }
        else
        {
            calls[known] = calls[known] with
            {
                IsUsed = calls[known].IsUsed || call.IsUsed,
                IsInLoop = calls[known].IsInLoop || call.IsInLoop,
                Caught = calls[known].Caught ?? call.Caught,
                Sites = calls[known].Sites + 1,
                HandedOn = [],
            };
        }
    }

    private ImmutableArray<string?> HandedOn(SemanticModel model, ISymbol asked, ExpressionSyntax at)
    {
        if (
            asked is not IMethodSymbol method
            || at is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments }
            || arguments.Any(a => a.NameColon is not null)
        )
        {
            return [];
        }

        return
        [
            .. method.Parameters.Select(
                (_, i) =>
                    i < arguments.Count
                    && model.GetSymbolInfo(arguments[i].Expression).Symbol is IParameterSymbol p
                    && SymbolEqualityComparer.Default.Equals(p.ContainingSymbol, member)
                        ? p.Name
                        : null
            ),
        ];
    }

    private static ITypeSymbol? Result(ISymbol asked)
    {
        var type = asked is IMethodSymbol method ? method.ReturnType : ((IPropertySymbol)asked).Type;
        return type switch
        {
            { SpecialType: SpecialType.System_Void } => null,
            INamedTypeSymbol { Name: "Task" or "ValueTask" } task
                when task.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks" => task.TypeArguments is [var result]
                ? result
                : null,
            _ => type,
        };
    }

    private static bool IsUsed(ExpressionSyntax at)
    {
        SyntaxNode node = at;
        while (
            node.Parent
                is AwaitExpressionSyntax
                    or ParenthesizedExpressionSyntax
                    or ConditionalAccessExpressionSyntax
                    or MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" }
            || node.Parent
                is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" } }
        )
        {
            node = node.Parent;
        }

        return node.Parent switch
        {
            ExpressionStatementSyntax => false,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } } => false,
            _ => true,
        };
    }

    private static INamedTypeSymbol? Caught(SemanticModel model, SyntaxNode at, CancellationToken cancellationToken)
    {
        foreach (var attempt in at.Ancestors().OfType<TryStatementSyntax>().Where(t => t.Block.Span.Contains(at.Span)))
        {
            foreach (var clause in attempt.Catches)
            {
                var type = clause.Declaration is { } declaration
                    ? model.GetTypeInfo(declaration.Type, cancellationToken).Type
                    : model.Compilation.GetTypeByMetadataName("System.Exception");
                if (type is INamedTypeSymbol named)
                {
                    return named;
                }
            }
        }

        return null;
    }
}
