using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Inference;

namespace SmolCode.Explanation.Tests;

/// <summary>Explains a text that stands alone.</summary>
internal static class Explain
{
    public static async Task<CodeExplanation> TextAsync(
        string text,
        TextSpan selection,
        ILanguageModel? model = null,
        Action<string>? parts = null,
        string path = "/code/Test.cs"
    )
    {
        await using var workspace = new CodeWorkspace();
        var snapshot = workspace.GetSnapshot(path, SourceText.From(text), version: 0);
        return await new ExplanationService(model).ExplainAsync(
            snapshot,
            selection,
            new ExplanationOptions { UseModel = model is not null },
            parts,
            TestContext.Current.CancellationToken
        );
    }

    public static Task<CodeExplanation> MarkedAsync(string marked, ILanguageModel? model = null, Action<string>? parts = null)
    {
        var (text, selection) = Snippet.Parse(marked.ReplaceLineEndings("\n"));
        return TextAsync(text, selection, model, parts);
    }
}
