using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Holes;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Facts;

/// <summary>
/// The types that matter at a hole, in an order that stays as it is while a line is being typed: first what the enclosing member and its
/// complete lines name (new ones are added at the end), last what the hole itself is about.
/// </summary>
internal sealed class TypesInPlay(SemanticView view, CancellationToken cancellationToken)
{
    /// <summary>A member that names more than this many things is looked at in part.</summary>
    private const int MaxNames = 400;

    /// <summary>Slots kept for the receiver and the expected type.</summary>
    private const int OwnSlots = 2;

    private readonly SemanticModel _model = view.Model;
    private readonly List<INamedTypeSymbol> _types = [];
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    internal List<INamedTypeSymbol> Find(LeftContext left, ITypeSymbol? expected, ITypeSymbol? receiver, int maxTypes)
    {
        if (maxTypes <= 0)
        {
            return [];
        }

        var stable = Math.Max(1, maxTypes - OwnSlots);
        var member = left.Token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(m =>
            m is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax)
        );
        var symbol = EnclosingMember.Find(_model, left.Position, cancellationToken);
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        Add(type?.BaseType, stable, ofHole: false);
        if (member is not null && symbol is not (null or INamedTypeSymbol))
        {
            foreach (var parameter in (symbol as IMethodSymbol)?.Parameters ?? [])
            {
                Add(parameter.Type, stable, ofHole: false);
            }

            AddNamed(member, type, left, stable);
        }

        Add(receiver, maxTypes, ofHole: true);
        Add(expected, maxTypes, ofHole: true);
        return _types;
    }

    private void AddNamed(MemberDeclarationSyntax member, INamedTypeSymbol? enclosing, LeftContext left, int limit)
    {
        var line = left.Text.Lines.GetLineFromPosition(left.Position);
        var names = member
            .DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Where(n => (n.Span.End < line.Start || n.SpanStart > line.End) && view.Covers(n))
            .Take(MaxNames)
            .ToList();

        // What follows the cursor doesn't change while typing, so it comes first; lines above grow at their end. Below, an unfinished line
        // makes the parser read something else at every key: only the names count there.
        foreach (var name in names.Where(n => n.SpanStart > line.End))
        {
            var found = enclosing?.GetMembers(name.Identifier.ValueText).FirstOrDefault();
            if (found is IFieldSymbol or IPropertySymbol && _types.Count < limit)
            {
                Add(SymbolFacts.TypeOf(found), limit, ofHole: false);
            }
        }

        foreach (var name in names.Where(n => n.Span.End < line.Start))
        {
            if (_types.Count >= limit)
            {
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var symbol = _model.GetSymbolInfo(name, cancellationToken).Symbol;
            Add(
                symbol switch
                {
                    ITypeSymbol type => type,
                    ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol => SymbolFacts.TypeOf(symbol),
                    IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
                    _ => null,
                },
                limit,
                ofHole: false
            );
        }
    }

    private void Add(ITypeSymbol? type, int limit, bool ofHole)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Add(array.ElementType, limit, ofHole);
                return;
            case INamedTypeSymbol { IsTupleType: true } tuple:
                foreach (var element in tuple.TupleElements)
                {
                    Add(element.Type, limit, ofHole);
                }

                return;
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments)
                {
                    Add(argument, limit, ofHole);
                }

                if (_types.Count < limit && IsWorthShowing(named, ofHole) && _seen.Add(named.OriginalDefinition))
                {
                    _types.Add(named.OriginalDefinition);
                }

                return;
        }
    }

    private bool IsWorthShowing(INamedTypeSymbol type, bool ofHole)
    {
        if (
            type.TypeKind is TypeKind.Error or TypeKind.Submission
            || type.SpecialType != SpecialType.None
            || type.IsAnonymousType
            || type.IsImplicitlyDeclared
            || type.Name.Length == 0
            || type.DeclaringSyntaxReferences.Any(r => r.SyntaxTree.FilePath == view.Root.SyntaxTree.FilePath)
        )
        {
            return false;
        }

        // The model has seen the framework's own types often enough; the receiver's members it should still not invent.
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        var isFramework =
            type.DeclaringSyntaxReferences.IsEmpty && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));
        var isEveryday = space is "System.Collections.Generic" or "System.Threading.Tasks" || type.Name is "Func" or "Action" or "Nullable";
        return !isFramework || (ofHole && !isEveryday);
    }
}
