using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Where a symbol is declared: this project, another one, a package with its version, the framework.</summary>
internal static class Origins
{
    /// <summary>"this project", "the package Polly.Core 8.4.0", "the .NET 10 framework"; null where it can't be told.</summary>
    internal static string? Of(FactContext context, ISymbol symbol)
    {
        var assembly = symbol.ContainingAssembly;
        if (assembly is null)
        {
            return null;
        }

        if (SymbolEqualityComparer.Default.Equals(assembly, context.Model.Compilation.Assembly))
        {
            return "this project";
        }

        return context.Model.Compilation.GetMetadataReference(assembly) switch
        {
            CompilationReference reference => $"the project {reference.Compilation.AssemblyName}",
            PortableExecutableReference { FilePath: { } path } => OfFile(path, assembly),
            _ => null,
        };
    }

    /// <summary>" (from the package Polly.Core 8.4.0)" for what is declared elsewhere; empty for this project.</summary>
    internal static string Suffix(FactContext context, ISymbol symbol) =>
        Of(context, symbol) is { } origin and not "this project" ? $" (of {origin})" : "";

    private static string OfFile(string path, IAssemblySymbol assembly)
    {
        var parts = path.Replace('\\', '/').Split('/');
        for (var i = 0; i < parts.Length - 1; i++)
        {
            // …/packs/Microsoft.NETCore.App.Ref/10.0.12/ref/net10.0/System.Runtime.dll, and the same as a package
            // …/shared/Microsoft.NETCore.App/10.0.12/System.Private.CoreLib.dll where there are no packs
            if (
                parts[i].StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase)
                && (
                    parts[i].EndsWith(".App.Ref", StringComparison.OrdinalIgnoreCase)
                    || parts[i].EndsWith(".App", StringComparison.OrdinalIgnoreCase)
                )
                && parts[i + 1].Length > 0
                && char.IsAsciiDigit(parts[i + 1][0])
            )
            {
                var name = parts[i].Contains("AspNetCore", StringComparison.OrdinalIgnoreCase) ? "ASP.NET Core" : ".NET";
                return $"{name} {string.Join('.', parts[i + 1].Split('.').Take(1))}";
            }

            if (parts[i].StartsWith("netstandard.library", StringComparison.OrdinalIgnoreCase))
            {
                return ".NET Standard";
            }

            if (parts[i].StartsWith("microsoft.netframework.referenceassemblies", StringComparison.OrdinalIgnoreCase))
            {
                return "the .NET Framework";
            }
        }

        for (var i = parts.Length - 2; i >= 2; i--)
        {
            // …/packages/polly.core/8.4.0/lib/net8.0/Polly.Core.dll
            if (parts[i] is "lib" or "ref" && i >= 2 && parts[i - 1].Length > 0 && char.IsAsciiDigit(parts[i - 1][0]))
            {
                return parts[i - 2].StartsWith("microsoft.netframework.referenceassemblies", StringComparison.OrdinalIgnoreCase)
                    ? "the .NET Framework"
                    : $"the package {Cased(parts[i - 2], assembly.Name)} {parts[i - 1]}";
            }
        }

        return $"the assembly {assembly.Name} {assembly.Identity.Version.ToString(3)}";
    }

    /// <summary>Folders of packages are in lower case; where the assembly has the package's name, its case is the right one.</summary>
    private static string Cased(string package, string assembly) =>
        package.Equals(assembly, StringComparison.OrdinalIgnoreCase) ? assembly : package;
}
