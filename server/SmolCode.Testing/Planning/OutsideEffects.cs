using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Testing.Planning;

/// <summary>
/// Finds calls that reach outside of the process: deleting and writing files, processes, network, registry, the environment. The call
/// graph is followed through the project's source, to what implements an interface there too, up to a bound.
/// </summary>
internal sealed class OutsideEffects(Compilation compilation, IEnumerable<INamedTypeSymbol> types)
{
    private const int MaxMembers = 400;

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

    private readonly List<INamedTypeSymbol> types = [.. types];

    /// <summary>What the member may do, as Type.Method; empty when nothing was found.</summary>
    public IReadOnlyList<string> Of(ISymbol member, CancellationToken cancellationToken)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<ISymbol>();
        Enqueue(member);
        foreach (var constructor in member.ContainingType.Constructors)
        {
            Enqueue(constructor);
        }

        // Initializers of fields run with the constructors.
        foreach (var field in member.ContainingType.GetMembers().Where(m => m is IFieldSymbol or IPropertySymbol))
        {
            Enqueue(field);
        }

        while (pending.TryDequeue(out var symbol) && seen.Count <= MaxMembers)
        {
            foreach (var reference in symbol.DeclaringSyntaxReferences)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var node = reference.GetSyntax(cancellationToken);
                if (node is TypeDeclarationSyntax || !compilation.ContainsSyntaxTree(reference.SyntaxTree))
                {
                    continue;
                }

                var model = compilation.GetSemanticModel(reference.SyntaxTree);
                foreach (var inner in node.DescendantNodes())
                {
                    if (
                        inner
                            is not (
                                InvocationExpressionSyntax
                                or BaseObjectCreationExpressionSyntax
                                or MemberAccessExpressionSyntax
                                or IdentifierNameSyntax
                                or ConstructorInitializerSyntax
                            )
                        || model.GetSymbolInfo(inner, cancellationToken).Symbol is not { } called
                        || called is not (IMethodSymbol or IPropertySymbol)
                    )
                    {
                        continue;
                    }

                    if (Effect(called) is { } effect)
                    {
                        found.Add(effect);
                    }
                    else if (called.DeclaringSyntaxReferences.Length > 0 || called.IsImplicitlyDeclared)
                    {
                        Enqueue(called.OriginalDefinition);
                        if (called is IMethodSymbol { MethodKind: MethodKind.Constructor })
                        {
                            foreach (var field in called.ContainingType.GetMembers().OfType<IFieldSymbol>())
                            {
                                Enqueue(field);
                            }
                        }

                        if (called.IsAbstract || called.IsVirtual)
                        {
                            foreach (var implementation in Implementations(called))
                            {
                                Enqueue(implementation);
                            }
                        }
                    }
                }
            }
        }

        return [.. found];

        void Enqueue(ISymbol symbol)
        {
            if (seen.Add(symbol))
            {
                pending.Enqueue(symbol);
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

    private static string? Effect(ISymbol called)
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
            ("System.IO", "FileStream") when isConstructor => name,
            ("System.IO", "StreamWriter") when isConstructor && takesPath => name,
            ("System.IO", "FileSystemWatcher") when isConstructor => name,
            ("System.IO.Compression", "ZipFile") => name,
            ("System.Diagnostics", "Process") when called.Name is "Start" or "Kill" or "CloseMainWindow" => name,
            ("System", "Environment") when called.Name is "Exit" or "FailFast" or "SetEnvironmentVariable" or "set_CurrentDirectory" =>
                name,
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
}
