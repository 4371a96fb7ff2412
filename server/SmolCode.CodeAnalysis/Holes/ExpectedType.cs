using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>
/// The type that an expression at a hole should have, from the tokens left of it: right of a hole the tree is arbitrary. A token that only
/// begins a larger expression (an opening parenthesis, the receiver before a dot) passes the question on to what stands left of that.
/// </summary>
internal readonly struct ExpectedType(SemanticModel model, int position, CancellationToken cancellationToken)
{
    /// <summary>Nothing is nested deeper in code that people write.</summary>
    private const int MaxDepth = 40;

    private CallCandidates Called => new(model, position, cancellationToken);

    /// <summary>The type wanted right of the token, or null.</summary>
    internal ITypeSymbol? After(SyntaxToken token) => After(token, 0);

    private ITypeSymbol? After(SyntaxToken token, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parent = token.Parent;
        if (token == default || parent is null || depth > MaxDepth)
        {
            return null;
        }

        switch (token.Kind())
        {
            case SyntaxKind.DotToken or SyntaxKind.MinusGreaterThanToken or SyntaxKind.ColonColonToken:
                return After(LeftContext.Before(ChainOf(parent)), depth + 1);
            case SyntaxKind.OpenParenToken
            or SyntaxKind.OpenBracketToken
            or SyntaxKind.CommaToken when parent is BaseArgumentListSyntax list:
                return Argument(list, token, null);
            case SyntaxKind.ColonToken
                when parent is NameColonSyntax { Parent: ArgumentSyntax { Parent: BaseArgumentListSyntax list } } name:
                return Argument(list, token, name.Name.Identifier.ValueText);
            case SyntaxKind.OutKeyword
            or SyntaxKind.RefKeyword
            or SyntaxKind.InKeyword when parent is ArgumentSyntax { Parent: BaseArgumentListSyntax list }:
                return Argument(list, token.GetPreviousToken(), null);
            case SyntaxKind.OpenParenToken or SyntaxKind.CommaToken when parent is AttributeArgumentListSyntax list:
                return AttributeArgument(list, token);
            case SyntaxKind.EqualsToken:
                return RightOfEquals(parent);
            case SyntaxKind.EqualsGreaterThanToken:
                return RightOfArrow(parent, depth);
            case SyntaxKind.OpenBracketToken when parent is ArrayRankSpecifierSyntax { Parent: ArrayTypeSyntax array }:
                return Index(array.ElementType);
            case SyntaxKind.ReturnKeyword:
                return Returned(parent, isYield: parent is YieldStatementSyntax, depth);
            case SyntaxKind.ThrowKeyword:
                return model.Compilation.GetTypeByMetadataName("System.Exception");
            case SyntaxKind.AwaitKeyword:
                return Awaited(After(token.GetPreviousToken(), depth + 1));
            case SyntaxKind.NewKeyword when parent is ExpressionSyntax:
                return After(token.GetPreviousToken(), depth + 1);
            case SyntaxKind.OpenParenToken when parent is ParenthesizedExpressionSyntax:
                return After(token.GetPreviousToken(), depth + 1);
            case SyntaxKind.CloseParenToken when parent is CastExpressionSyntax cast:
                return Useful(model.GetTypeInfo(cast.Type, cancellationToken).Type);
            case SyntaxKind.OpenParenToken
                when parent is IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CatchFilterClauseSyntax:
            case SyntaxKind.SemicolonToken when parent is ForStatementSyntax loop && token == loop.FirstSemicolonToken:
            case SyntaxKind.ExclamationToken when parent is PrefixUnaryExpressionSyntax:
            case SyntaxKind.AmpersandAmpersandToken or SyntaxKind.BarBarToken:
            case SyntaxKind.WhenKeyword:
            case SyntaxKind.WhereKeyword when parent is WhereClauseSyntax:
                return model.Compilation.GetSpecialType(SpecialType.System_Boolean);
            case SyntaxKind.MinusToken or SyntaxKind.PlusToken or SyntaxKind.TildeToken when parent is PrefixUnaryExpressionSyntax:
                return After(LeftContext.Before(parent), depth + 1);
            case SyntaxKind.QuestionToken when parent is ConditionalExpressionSyntax conditional:
                return After(LeftContext.Before(conditional), depth + 1);
            case SyntaxKind.ColonToken when parent is ConditionalExpressionSyntax conditional:
                return After(LeftContext.Before(conditional), depth + 1) ?? TypeOf(conditional.WhenTrue);
            case SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken when parent is InitializerExpressionSyntax initializer:
                return Element(initializer, depth);
            case SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken when parent is CollectionExpressionSyntax collection:
                return ElementOf(After(LeftContext.Before(collection), depth + 1));
            case SyntaxKind.CaseKeyword when parent is SwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax statement }:
                return TypeOf(statement.Expression);
            case SyntaxKind.IsKeyword:
                return null;
            case SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken when parent is SwitchExpressionSyntax expression:
                return TypeOf(expression.GoverningExpression);
            default:
                return parent is BinaryExpressionSyntax binary && token == binary.OperatorToken ? RightOfOperator(binary)
                    : parent is AssignmentExpressionSyntax assignment && token == assignment.OperatorToken ? RightOfEquals(assignment)
                    : null;
        }
    }

    /// <summary>The whole of a.b.c: what it should be is what an expression at its start should be.</summary>
    internal static SyntaxNode ChainOf(SyntaxNode node)
    {
        while (
            node.Parent is { } parent
            && (
                parent is MemberAccessExpressionSyntax access && access.Expression == node
                || parent is InvocationExpressionSyntax invocation && invocation.Expression == node
                || parent is ElementAccessExpressionSyntax element && element.Expression == node
                || parent is ConditionalAccessExpressionSyntax
                || parent is QualifiedNameSyntax
                || parent is MemberBindingExpressionSyntax
            )
        )
        {
            node = parent;
        }

        return node;
    }

    private ITypeSymbol? RightOfOperator(BinaryExpressionSyntax binary)
    {
        switch (binary.Kind())
        {
            case SyntaxKind.LeftShiftExpression:
            case SyntaxKind.RightShiftExpression:
            case SyntaxKind.UnsignedRightShiftExpression:
                return model.Compilation.GetSpecialType(SpecialType.System_Int32);
            case SyntaxKind.AsExpression:
            case SyntaxKind.IsExpression:
                return null;
            case SyntaxKind.CoalesceExpression:
                return TypeOf(binary.Left) is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
                    ? nullable.TypeArguments[0]
                    : TypeOf(binary.Left);
            default:
                return TypeOf(binary.Left);
        }
    }

    private ITypeSymbol? RightOfEquals(SyntaxNode parent)
    {
        switch (parent)
        {
            case AssignmentExpressionSyntax assignment:
                return
                    assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)
                    && TypeOf(assignment.Left)
                        is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
                    ? nullable.TypeArguments[0]
                    : TypeOf(assignment.Left);
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } }:
                return declaration.Type.IsVar ? null : TypeNamed(declaration.Type);
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return TypeNamed(property.Type);
            case EqualsValueClauseSyntax { Parent: ParameterSyntax { Type: { } type } }:
                return TypeNamed(type);
            case EqualsValueClauseSyntax { Parent: EnumMemberDeclarationSyntax }:
                return model.Compilation.GetSpecialType(SpecialType.System_Int32);
            case NameEqualsSyntax { Parent: AttributeArgumentSyntax } name:
                return model.GetSymbolInfo(name.Name, cancellationToken).Symbol switch
                {
                    IPropertySymbol property => property.Type,
                    IFieldSymbol field => field.Type,
                    _ => null,
                };
            default:
                return null;
        }
    }

    private ITypeSymbol? RightOfArrow(SyntaxNode parent, int depth)
    {
        switch (parent)
        {
            case ArrowExpressionClauseSyntax { Parent: { } member }:
                return Returned(member, isYield: false, depth);
            case LambdaExpressionSyntax lambda:
                return LambdaReturn(lambda, depth);
            case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax expression }:
                return After(LeftContext.Before(expression), depth + 1) ?? FirstArm(expression);
            default:
                return null;
        }
    }

    private ITypeSymbol? FirstArm(SwitchExpressionSyntax expression)
    {
        foreach (var arm in expression.Arms)
        {
            if (!arm.Expression.IsMissing && TypeOf(arm.Expression) is { } type)
            {
                return type;
            }
        }

        return null;
    }

    private ITypeSymbol? LambdaReturn(LambdaExpressionSyntax lambda, int depth)
    {
        var type =
            model.GetTypeInfo(lambda, cancellationToken).ConvertedType as INamedTypeSymbol
            ?? After(LeftContext.Before(lambda), depth + 1) as INamedTypeSymbol;
        if (type is { OriginalDefinition.MetadataName: "Expression`1", TypeArguments: [INamedTypeSymbol inner] })
        {
            type = inner;
        }

        var result = type?.DelegateInvokeMethod?.ReturnType;
        return result is null ? null : Unwrapped(result, lambda.AsyncKeyword != default);
    }

    private ITypeSymbol? Returned(SyntaxNode node, bool isYield, int depth)
    {
        for (var at = node; at is not null; at = at.Parent)
        {
            switch (at)
            {
                case LambdaExpressionSyntax lambda:
                    return LambdaReturn(lambda, depth);
                case AnonymousMethodExpressionSyntax:
                    return null;
                case AccessorDeclarationSyntax accessor when !accessor.IsKind(SyntaxKind.GetAccessorDeclaration):
                    return null;
                case LocalFunctionStatementSyntax:
                    return model.GetDeclaredSymbol(at, cancellationToken) is IMethodSymbol function ? OfMethod(function, isYield) : null;
                case BaseMethodDeclarationSyntax { Body: null }:
                    return model.GetDeclaredSymbol(at, cancellationToken) is IMethodSymbol expressionBodied
                        ? OfMethod(expressionBodied, isYield)
                        : null;
                case BasePropertyDeclarationSyntax property:
                    return isYield ? ElementOf(TypeNamed(property.Type)) : TypeNamed(property.Type);
                case MemberDeclarationSyntax or AccessorDeclarationSyntax:
                    // A model of the body alone doesn't know the declaration as a node, only as a symbol.
                    return EnclosingMember.Find(model, position, cancellationToken) switch
                    {
                        IMethodSymbol method => OfMethod(method, isYield),
                        IPropertySymbol accessed => Useful(accessed.Type),
                        _ => null,
                    };
            }
        }

        return null;
    }

    private static ITypeSymbol? OfMethod(IMethodSymbol method, bool isYield) =>
        method.ReturnsVoid ? null
        : isYield ? ElementOf(method.ReturnType)
        : Unwrapped(method.ReturnType, method.IsAsync);

    private static ITypeSymbol? Unwrapped(ITypeSymbol type, bool isAsync)
    {
        if (!isAsync)
        {
            return Useful(type);
        }

        return type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? Useful(result) : null;
    }

    private ITypeSymbol? Awaited(ITypeSymbol? result) =>
        result is null ? null : model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1")?.Construct(result);

    private ITypeSymbol? Element(InitializerExpressionSyntax initializer, int depth)
    {
        switch (initializer.Kind())
        {
            case SyntaxKind.ArrayInitializerExpression:
                return initializer.Parent switch
                {
                    ArrayCreationExpressionSyntax array => ElementOf(TypeNamed(array.Type)),
                    ImplicitArrayCreationExpressionSyntax => FirstOf(initializer),
                    EqualsValueClauseSyntax { EqualsToken: var equals } => ElementOf(After(equals, depth + 1)),
                    _ => null,
                };
            case SyntaxKind.CollectionInitializerExpression:
            case SyntaxKind.ObjectInitializerExpression:
                return initializer.Parent is BaseObjectCreationExpressionSyntax creation ? ElementOf(TypeOf(creation)) : null;
            default:
                return null;
        }
    }

    private ITypeSymbol? FirstOf(InitializerExpressionSyntax initializer) =>
        initializer.Expressions is [{ IsMissing: false } first, ..] && first.Span.End <= position ? TypeOf(first) : null;

    private static ITypeSymbol? ElementOf(ITypeSymbol? type)
    {
        switch (type)
        {
            case null:
                return null;
            case IArrayTypeSymbol array:
                return Useful(array.ElementType);
            case INamedTypeSymbol { TypeArguments: [var element] } named
                when named.Name is "Span" or "ReadOnlySpan" or "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator":
                return Useful(element);
            default:
                foreach (var implemented in type.AllInterfaces)
                {
                    if (implemented.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
                    {
                        return Useful(implemented.TypeArguments[0]);
                    }
                }

                return null;
        }
    }

    private ITypeSymbol? AttributeArgument(AttributeArgumentListSyntax list, SyntaxToken token)
    {
        var index = list.Arguments.GetSeparators().Count(s => s.SpanStart <= token.SpanStart && !s.IsMissing);
        var info = model.GetSymbolInfo(list.Parent!, cancellationToken);
        var candidates = info.Symbol is IMethodSymbol one ? [one] : info.CandidateSymbols.OfType<IMethodSymbol>().ToImmutableArray();
        return Common(candidates, [], index, null);
    }

    private ITypeSymbol? Argument(BaseArgumentListSyntax list, SyntaxToken token, string? name)
    {
        var index = list.Arguments.GetSeparators().Count(s => !s.IsMissing && s.SpanStart <= token.SpanStart);
        if (list.Parent is ElementAccessExpressionSyntax element && TypeOf(element.Expression) is { } indexed)
        {
            return indexed is IArrayTypeSymbol
                ? model.Compilation.GetSpecialType(SpecialType.System_Int32)
                : Common([.. SymbolFacts.Indexers(indexed)], [.. list.Arguments.Take(index)], index, name);
        }

        return list.Parent is null ? null : Common(Called.By(list.Parent), [.. list.Arguments.Take(index)], index, name);
    }

    // "a[] = 1" reads as a declaration of an array; asked again, as an expression.
    private ITypeSymbol? Index(TypeSyntax element)
    {
        var expression = SyntaxFactory.ParseExpression(element.ToString());
        var indexed = model.GetSpeculativeTypeInfo(element.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Type;
        return Useful(indexed) switch
        {
            null => null,
            IArrayTypeSymbol => model.Compilation.GetSpecialType(SpecialType.System_Int32),
            var type => Common([.. SymbolFacts.Indexers(type)], [], 0, null),
        };
    }

    /// <summary>
    /// The parameter's type over the overloads that take what stands before it. Many overloads that want different things want nothing
    /// in particular.
    /// </summary>
    private ITypeSymbol? Common<T>(ImmutableArray<T> candidates, ArgumentSyntax[] before, int index, string? name)
        where T : class, ISymbol
    {
        var types = new List<ITypeSymbol>();
        foreach (var candidate in candidates)
        {
            var parameters = candidate switch
            {
                IMethodSymbol method => method.Parameters,
                IPropertySymbol property => property.Parameters,
                _ => [],
            };
            var parameter =
                name is not null ? parameters.FirstOrDefault(p => p.Name == name)
                : index < parameters.Length ? parameters[index]
                : parameters is [.., { IsParams: true } last] ? last
                : null;
            if (parameter is null || !Called.Accepts(parameters, before))
            {
                continue;
            }

            var type =
                parameter is { IsParams: true, Type: IArrayTypeSymbol array } && index >= parameters.Length - 1
                    ? array.ElementType
                    : parameter.Type;
            if (Useful(type) is { } useful && !types.Contains(useful, SymbolEqualityComparer.Default))
            {
                types.Add(useful);
            }
        }

        return types.Count is > 0 and <= 3 ? types[0] : null;
    }

    private ITypeSymbol? TypeNamed(TypeSyntax type) => Useful(model.GetTypeInfo(type, cancellationToken).Type);

    private ITypeSymbol? TypeOf(SyntaxNode expression) => Useful(model.GetTypeInfo(expression, cancellationToken).Type);

    private static ITypeSymbol? Useful(ITypeSymbol? type) =>
        type is null or { TypeKind: TypeKind.Error } or { SpecialType: SpecialType.System_Void } ? null : type;
}
