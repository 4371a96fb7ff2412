using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Testing.Planning;

/// <summary>
/// Finds calls that reach outside of the process: deleting and writing files, processes, network, registry, the environment. The call
/// graph is followed through the source of the project and of those that it references, to what implements an interface there too, up to a
/// bound. What a member calls is read once, however many members are asked for.
/// </summary>
/// <param name="compilation">The project.</param>
/// <param name="dependencies">The projects that it references.</param>
/// <param name="types">The types that may stand behind an interface or a base class.</param>
internal sealed class OutsideEffects(Compilation compilation, IEnumerable<Compilation> dependencies, IEnumerable<INamedTypeSymbol> types)
{
    /// <summary>What is said of a member whose calls are too many to be followed to their end.</summary>
    public const string TooMany = "TooManyMembers";

    private const int MaxMembers = 3000;

    private static readonly string[] Writing =
    [
        "Delete",
        "Write",
        "Append",
        "Create",
        "Move",
        "Copy",
        "Replace",
        "Set",
        "Encrypt",
        "Decrypt",
        "Open",
    ];

    private readonly List<Compilation> compilations = [compilation, .. dependencies];
    private readonly List<INamedTypeSymbol> types = [.. types];
    private readonly Dictionary<SyntaxNode, Found> known = [];

    /// <summary>What the member may do, and the making of objects to call it on, as Type.Method; empty when nothing was found.</summary>
    public IReadOnlyList<string> Of(ISymbol member, CancellationToken cancellationToken)
    {
        var type = member.ContainingType;
        return From(
            [
                .. Declarations(member, cancellationToken),
                .. type.Constructors.SelectMany(c => Declarations(c, cancellationToken)),
                .. Initializers(type, isStatic: true, cancellationToken),
                .. Initializers(type, isStatic: false, cancellationToken),
                // What it shows is looked at afterwards.
                .. type.GetMembers().OfType<IPropertySymbol>().SelectMany(p => Declarations(p, cancellationToken)),
            ],
            f => f.Effects,
            cancellationToken
        );
    }

    /// <summary>What one call of the member may do, as Type.Method; empty when nothing was found.</summary>
    public IReadOnlyList<string> OfCall(ISymbol member, CancellationToken cancellationToken) =>
        member is IMethodSymbol or IPropertySymbol && Effect(member, isSet: false) is { } effect
            ? [effect]
            : From([.. Reached(member, cancellationToken)], f => f.Effects, cancellationToken);

    /// <summary>What one call of the member reads of the machine that it runs on.</summary>
    public IReadOnlyList<string> ReadOfMachine(ISymbol member, CancellationToken cancellationToken) =>
        From([.. Reached(member, cancellationToken)], f => f.Machine, cancellationToken);

    private List<string> From(List<SyntaxNode> first, Func<Found, List<string>> what, CancellationToken cancellationToken)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var seen = first.ToHashSet();
        var pending = new Queue<SyntaxNode>(seen);
        while (pending.TryDequeue(out var node))
        {
            if (seen.Count > MaxMembers)
            {
                found.Add(TooMany);
                break;
            }

            if (!known.TryGetValue(node, out var calls))
            {
                known[node] = calls = Calls(node, cancellationToken);
            }

            found.UnionWith(what(calls));
            foreach (var next in calls.Calls.Where(seen.Add))
            {
                pending.Enqueue(next);
            }
        }

        return [.. found];
    }

    // What a declaration does by itself, and the declarations that it calls.
    private Found Calls(SyntaxNode node, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<string> effects = [];
        List<string> machine = [];
        List<SyntaxNode> calls = [];
        if (compilations.FirstOrDefault(c => c.ContainsSyntaxTree(node.SyntaxTree)) is not { } owner)
        {
            return new Found(effects, machine, calls);
        }

        var model = owner.GetSemanticModel(node.SyntaxTree);
        // Of a type with a primary constructor only what it passes to its base is run as the constructor's.
        var roots = node is TypeDeclarationSyntax type ? type.BaseList?.DescendantNodes() ?? [] : node.DescendantNodesAndSelf();
        foreach (var inner in roots)
        {
            foreach (var called in Called(model, inner, cancellationToken).OfType<ISymbol>())
            {
                if (called is IMethodSymbol or IPropertySymbol && Effect(called, IsSet(inner)) is { } effect)
                {
                    effects.Add(effect);
                }
                else if (called is IMethodSymbol or IPropertySymbol or IFieldSymbol && MachineFacts.Of(called) is { } fact)
                {
                    machine.Add(fact);
                }
                else
                {
                    calls.AddRange(Reached(called, cancellationToken));
                }
            }
        }

        if (
            node is ConstructorDeclarationSyntax { Initializer: null } or TypeDeclarationSyntax
            && model.GetDeclaredSymbol(node, cancellationToken) is { } declared
            && (declared as INamedTypeSymbol ?? declared.ContainingType).BaseType is { SpecialType: SpecialType.None } parent
        )
        {
            calls.AddRange(ImplicitConstructor(parent, cancellationToken));
        }

        return new Found(effects, machine, calls);
    }

    private IEnumerable<SyntaxNode> ImplicitConstructor(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.InstanceConstructors.FirstOrDefault(c => c.Parameters.All(p => p.IsOptional || p.IsParams)) is { } constructor
            ? Reached(constructor, cancellationToken)
            : [];

    private static IEnumerable<ISymbol?> Called(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        switch (node)
        {
            case InvocationExpressionSyntax
            or BaseObjectCreationExpressionSyntax
            or MemberAccessExpressionSyntax
            or IdentifierNameSyntax
            or ConstructorInitializerSyntax
            or PrimaryConstructorBaseTypeSyntax
            or ElementAccessExpressionSyntax
            or ElementBindingExpressionSyntax
            or ImplicitElementAccessSyntax
            or BinaryExpressionSyntax
            or PrefixUnaryExpressionSyntax
            or PostfixUnaryExpressionSyntax
            or AssignmentExpressionSyntax
            or CastExpressionSyntax:
                return [model.GetSymbolInfo(node, cancellationToken).Symbol];
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } local:
                return Disposals(model.GetTypeInfo(local.Declaration.Type, cancellationToken).Type);
            case UsingStatementSyntax { Declaration: { } declaration }:
                return Disposals(model.GetTypeInfo(declaration.Type, cancellationToken).Type);
            case UsingStatementSyntax { Expression: { } expression }:
                return Disposals(model.GetTypeInfo(expression, cancellationToken).Type);
            case CommonForEachStatementSyntax loop:
                var info = model.GetForEachStatementInfo(loop);
                return [info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty, info.DisposeMethod];
            default:
                return [];
        }
    }

    private static IEnumerable<ISymbol> Disposals(ITypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var member in t.GetMembers("Dispose").Concat(t.GetMembers("DisposeAsync")))
            {
                yield return member;
            }
        }

        // As it is known here it has none: those of what implements it.
        foreach (var member in type?.AllInterfaces.SelectMany(i => i.GetMembers("Dispose").Concat(i.GetMembers("DisposeAsync"))) ?? [])
        {
            yield return member;
        }
    }

    private static bool IsSet(SyntaxNode node)
    {
        var whole = node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access : node;
        return whole.Parent is AssignmentExpressionSyntax assignment && assignment.Left == whole;
    }

    // The declarations that run when the member is called.
    private IEnumerable<SyntaxNode> Reached(ISymbol called, CancellationToken cancellationToken)
    {
        if (called is not (IMethodSymbol or IPropertySymbol or IFieldSymbol { IsConst: false, IsStatic: true }))
        {
            return [];
        }

        var symbol = ((called as IMethodSymbol)?.ReducedFrom ?? called).OriginalDefinition;
        IEnumerable<SyntaxNode> all = symbol is IFieldSymbol ? [] : Declarations(symbol, cancellationToken);
        var isConstructor = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor };
        if (symbol.ContainingType is { } type && (symbol.IsStatic || isConstructor))
        {
            all = all.Concat(Initializers(type, isStatic: true, cancellationToken));
            if (isConstructor)
            {
                all = all.Concat(Initializers(type, isStatic: false, cancellationToken));
                if (
                    symbol is { IsImplicitlyDeclared: true, DeclaringSyntaxReferences: [] }
                    && type.BaseType is { SpecialType: SpecialType.None } parent
                )
                {
                    all = all.Concat(ImplicitConstructor(parent, cancellationToken));
                }
            }
        }

        return symbol.IsAbstract || symbol.IsVirtual || symbol.IsOverride
            ? all.Concat(Implementations(symbol).SelectMany(i => Declarations(i.OriginalDefinition, cancellationToken)))
            : all;
    }

    private static IEnumerable<SyntaxNode> Declarations(ISymbol symbol, CancellationToken cancellationToken) =>
        new[] { symbol, (symbol as IMethodSymbol)?.PartialImplementationPart, (symbol as IPropertySymbol)?.PartialImplementationPart }
            .OfType<ISymbol>()
            .SelectMany(s => s.DeclaringSyntaxReferences)
            .Select(r => r.GetSyntax(cancellationToken))
            .Where(n => n is not TypeDeclarationSyntax || symbol is IMethodSymbol { MethodKind: MethodKind.Constructor });

    // What runs before the first constructor, or before the static members are used.
    private static IEnumerable<SyntaxNode> Initializers(INamedTypeSymbol type, bool isStatic, CancellationToken cancellationToken)
    {
        var members = type
            .DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(t => t.Members)
            .Where(m => m.Modifiers.Any(SyntaxKind.StaticKeyword) == isStatic);
        foreach (var member in members)
        {
            switch (member)
            {
                case FieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    foreach (var variable in field.Declaration.Variables.Where(v => v.Initializer is not null))
                    {
                        yield return variable;
                    }

                    break;
                case PropertyDeclarationSyntax { Initializer: { } initializer }:
                    yield return initializer;
                    break;
                case ConstructorDeclarationSyntax constructor when isStatic:
                    yield return constructor;
                    break;
            }
        }
    }

    private IEnumerable<ISymbol> Implementations(ISymbol member)
    {
        var owner = member.ContainingType;
        return owner.TypeKind == TypeKind.Interface
            ? types.Select(t => t.FindImplementationForInterfaceMember(member)).OfType<ISymbol>()
            : types
                .SelectMany(t => t.GetMembers(member.Name))
                .Where(m =>
                    SymbolEqualityComparer.Default.Equals(
                        (m as IMethodSymbol)?.OverriddenMethod ?? (m as IPropertySymbol)?.OverriddenProperty as ISymbol,
                        member
                    )
                );
    }

    private static string? Effect(ISymbol called, bool isSet)
    {
        var type = called.ContainingType;
        var space = type?.ContainingNamespace?.ToDisplayString();
        if (type is null || space is null)
        {
            return null;
        }

        var isConstructor = called is IMethodSymbol { MethodKind: MethodKind.Constructor };
        var name = $"{type.Name}.{(isConstructor ? "ctor" : called.Name)}";
        var takesPath = called is IMethodSymbol { Parameters: [{ Type.SpecialType: SpecialType.System_String }, ..] };
        return (space, type.Name) switch
        {
            ("System.IO", "File" or "Directory" or "FileInfo" or "DirectoryInfo" or "FileSystemInfo")
                when Writing.Any(w => called.Name.StartsWith(w, StringComparison.Ordinal))
                    && !called.Name.StartsWith("OpenRead", StringComparison.Ordinal)
                    && called.Name != "OpenText" => name,
            ("System.IO", "FileInfo" or "DirectoryInfo" or "FileSystemInfo") when isSet => name,
            ("System.IO", "FileStream") when isConstructor => name,
            ("System.IO", "StreamWriter") when isConstructor && takesPath => name,
            ("System.IO", "FileSystemWatcher") when isConstructor => name,
            ("System.IO.Compression", "ZipFile") => name,
            ("System.Diagnostics", "Process") when called.Name is "Start" or "Kill" or "CloseMainWindow" => name,
            ("System", "Environment") when called.Name is "Exit" or "FailFast" or "SetEnvironmentVariable" => name,
            ("System", "Environment") when isSet => name,
            ("System.Net.Sockets", "TcpClient" or "UdpClient") when isConstructor && NamesHost(called) => name,
            ("System.Net.Http.Json", "HttpClientJsonExtensions") => $"HttpClient.{called.Name}",
            ("System.Runtime.InteropServices", "NativeLibrary") => name,
            ("Microsoft.Win32", _) when type.Name.StartsWith("Registry", StringComparison.Ordinal) => name,
            (
                "System.Net.Sockets"
                    or "System.Net.Http"
                    or "System.Net.Mail"
                    or "System.Net.WebSockets"
                    or "System.Net.NetworkInformation",
                _
            )
                when called.Name.StartsWith("Send", StringComparison.Ordinal)
                    || called.Name.StartsWith("Get", StringComparison.Ordinal) && type.Name == "HttpClient"
                    || called.Name.StartsWith("Post", StringComparison.Ordinal)
                    || called.Name.StartsWith("Put", StringComparison.Ordinal)
                    || called.Name.StartsWith("Patch", StringComparison.Ordinal)
                    || called.Name.StartsWith("Connect", StringComparison.Ordinal)
                    || called.Name.StartsWith("Delete", StringComparison.Ordinal)
                    || called.Name is "Bind" or "Listen" or "Start" => name,
            ("System.Net", "WebRequest" or "WebClient" or "HttpListener" or "Dns" or "FtpWebRequest") => name,
            ("System.Data.Common", "DbConnection" or "DbCommand")
                when called.Name.StartsWith("Open", StringComparison.Ordinal)
                    || called.Name.StartsWith("Execute", StringComparison.Ordinal) => name,
            _ => null,
        };
    }

    /// <summary>What a declaration does and reads by itself, and the declarations that it calls.</summary>
    private sealed record Found(List<string> Effects, List<string> Machine, List<SyntaxNode> Calls);

    // With a host it connects at once.
    private static bool NamesHost(ISymbol constructor) =>
        constructor is IMethodSymbol { Parameters: [{ Type.SpecialType: SpecialType.System_String }, _, ..] };
}
