using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Inference;
using SmolCode.Testing.Planning;
using SmolCode.Testing.Rendering;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Proposals;

/// <summary>
/// Asks the language model what a test would pass for parameters that are text: it is shown the code and the beginning of a test, and writes the
/// literal. Whether a text is worth anything is decided by compiling and running, as for all other values.
/// </summary>
internal sealed class TextProposer(ILanguageModel model, TestSubject subject, TestPlace place)
{
    private const int Hypotheses = 4;
    private const int MaxTokens = 20;
    private const int MaxTexts = 3;
    private const int MaxLength = 60;
    private const int MaxParameters = 8;
    private const int MaxContextLines = 80;

    /// <summary>Texts for the members' parameters, as many as there is time for. None when the model can't be had.</summary>
    public async Task<ProposedTexts> ProposeAsync(ImmutableArray<ISymbol> members, TimeSpan limit, CancellationToken cancellationToken)
    {
        var proposed = new ProposedTexts();
        var parameters = members
            .OfType<IMethodSymbol>()
            .SelectMany(m => m.Parameters)
            .Where(p => p.Type.SpecialType == SpecialType.System_String && p.RefKind == RefKind.None)
            .Take(MaxParameters)
            .ToList();
        if (parameters.Count == 0)
        {
            return proposed;
        }

        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        inTime.CancelAfter(limit);
        try
        {
            foreach (var parameter in parameters)
            {
                var result = await model.GenerateAsync(Request(parameter, limit), inTime.Token);
                proposed.Add(parameter, [.. result.Hypotheses.Select(h => Literal(h.Text)).OfType<string>().Distinct().Take(MaxTexts)]);
            }
        }
        catch (LanguageModelUnavailableException)
        {
            // Plans are whole without it.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What it had time for is there.
        }

        return proposed;
    }

    private GenerateRequest Request(IParameterSymbol parameter, TimeSpan limit)
    {
        var method = (IMethodSymbol)parameter.ContainingSymbol;
        var type = method.ContainingType;
        var isConstructor = method.MethodKind == MethodKind.Constructor;
        var called =
            isConstructor ? $"new {type.Name}("
            : method.IsStatic ? $"{type.Name}.{method.Name}("
            : $"sut.{method.Name}(";
        var before = parameter.Ordinal == 0 ? "" : parameter.Name + ": ";
        return new GenerateRequest
        {
            Prompt = new FillInPrompt
            {
                Context = [new ContextFile(System.IO.Path.GetFileName(subject.Path), Shown(method))],
                Path = System.IO.Path.GetFileName(place.File),
                Prefix =
                    $"public class {place.ClassName}\n{{\n    [Fact]\n    public void {MemberPlanner.NameOf(method)}_{ValueSource.Pascal(parameter.Name)}()\n    {{\n        var result = {called}{before}\"",
                Suffix = ");\n\n        Assert.",
            },
            Hypotheses = Hypotheses,
            // A quote is open, which healing would take for a part of the code.
            TokenHealing = false,
            Stop = new StopRules { MaxTokens = MaxTokens, AtLineEnd = true },
            DeadlineMs = limit.TotalMilliseconds,
        };
    }

    private string Shown(IMethodSymbol method)
    {
        var text = string.Join(
            '\n',
            method.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).Select(n => n.ToFullString().Trim('\r', '\n'))
        );
        var lines = text.Split('\n');
        return $"public class {subject.Type.Name}\n{{\n{string.Join('\n', lines.Take(MaxContextLines))}\n}}\n";
    }

    /// <summary>The text that an answer begins with, to the quote that ends it; null when that is none.</summary>
    internal static string? Literal(string answer)
    {
        for (var end = answer.IndexOf('"', StringComparison.Ordinal); end >= 0; end = answer.IndexOf('"', end + 1))
        {
            if (
                SyntaxFactory.ParseExpression($"\"{answer[..end]}\"") is LiteralExpressionSyntax { Token.Value: string text } literal
                && !literal.ContainsDiagnostics
            )
            {
                return text.Length is > 0 and <= MaxLength ? text : null;
            }
        }

        return null;
    }
}
