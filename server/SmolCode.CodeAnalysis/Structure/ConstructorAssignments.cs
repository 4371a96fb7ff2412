using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary><c>_name = name;</c> for the parameters of a constructor that are not yet assigned, as its file assigns them.</summary>
internal sealed partial class ConstructorAssignments : IStructuralSource
{
    private const int MaxAlternatives = 2;

    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (place is not { Method: { MethodKind: MethodKind.Constructor } method, Body: { } body })
        {
            yield break;
        }

        var assigned = body.DescendantNodes().OfType<AssignmentExpressionSyntax>().ToList();
        var written = assigned.Select(a => NameOf(a.Left)).ToHashSet(StringComparer.Ordinal);
        var read = assigned
            .SelectMany(a => a.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(i => i.Identifier.ValueText))
            .ToHashSet();
        if (BegunTarget().Match(place.Typed) is { Success: true } begun)
        {
            var member = Members(place)
                .FirstOrDefault(m =>
                    m.Name == begun.Groups[1].Value
                    && (method.Parameters.All(p => p.Name != m.Name) || place.Typed.StartsWith("this.", StringComparison.Ordinal))
                );
            foreach (
                var parameter in method
                    .Parameters.Where(p => member is not null && !read.Contains(p.Name) && Fits(place, p, member))
                    .Take(1)
            )
            {
                yield return Value(place, parameter) + ";";
            }

            yield break;
        }

        if (place.Typed.Length > 0)
        {
            yield break;
        }

        var lines = new List<string>();
        foreach (var parameter in method.Parameters.Where(p => p.RefKind != RefKind.Out && !read.Contains(p.Name)))
        {
            if (Members(place).FirstOrDefault(m => !written.Contains(m.Name) && Fits(place, parameter, m)) is { } member)
            {
                written.Add(member.Name);
                lines.Add($"{Target(method, member)} = {Value(place, parameter)};");
            }
        }

        if (lines.Count > 1 && place.Hole.IsMultiline)
        {
            yield return string.Join($"\n{place.Indentation}", lines);
        }

        foreach (var line in lines.Take(MaxAlternatives))
        {
            yield return line;
        }
    }

    // A parameter of its name hides the member.
    private static string Target(IMethodSymbol constructor, ISymbol member) =>
        constructor.Parameters.Any(p => p.Name == member.Name) ? "this." + member.Name : member.Name;

    private static string? NameOf(ExpressionSyntax left) =>
        left switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
            _ => null,
        };

    /// <summary>Fields and automatic properties that a constructor can set, in order.</summary>
    private static IEnumerable<ISymbol> Members(StructuralPlace place) =>
        place
            .Method!.ContainingType.GetMembers()
            .Where(m =>
                !m.IsStatic
                && (
                    m is IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false }
                    || (m is IPropertySymbol property && (property.SetMethod is not null || IsAutomatic(property)))
                )
            );

    private static bool IsAutomatic(IPropertySymbol property) =>
        property
            .ContainingType.GetMembers()
            .OfType<IFieldSymbol>()
            .Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    /// <summary>By name and type, or by a type that only these two have.</summary>
    private static bool Fits(StructuralPlace place, IParameterSymbol parameter, ISymbol member)
    {
        var type = TypeOf(member);
        if (!place.Model.Compilation.ClassifyCommonConversion(parameter.Type, type).IsImplicit)
        {
            return false;
        }

        return Plain(member.Name) == Plain(parameter.Name)
            || (
                type.SpecialType == SpecialType.None
                && place.Method!.Parameters.Count(p => Same(p.Type, parameter.Type)) == 1
                && Members(place).Count(m => Same(TypeOf(m), parameter.Type)) == 1
                && Same(type, parameter.Type)
            );
    }

    private static bool Same(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static ITypeSymbol TypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

    private static string Plain(string name) =>
        (name.StartsWith("m_", StringComparison.Ordinal) ? name[2..] : name.TrimStart('_')).ToUpperInvariant();

    /// <summary>The parameter, guarded where the file guards in this way.</summary>
    private static string Value(StructuralPlace place, IParameterSymbol parameter) =>
        parameter.Type.IsReferenceType
        && parameter.NullableAnnotation != NullableAnnotation.Annotated
        && place
            .Root.DescendantNodes()
            .OfType<ThrowExpressionSyntax>()
            .Any(t =>
                t.Parent.IsKind(SyntaxKind.CoalesceExpression)
                && t.ToString().Contains("ArgumentNullException(nameof(", StringComparison.Ordinal)
            )
            ? $"{parameter.Name} ?? throw new ArgumentNullException(nameof({parameter.Name}))"
            : parameter.Name;

    [GeneratedRegex(@"^(?:this\.)?(\w+) = $")]
    private static partial Regex BegunTarget();
}
