using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis.Text;
using SmolCode.Completion;

namespace SmolCode.Output;

/// <summary>The JSON document of <c>complete --json</c>; names are the contract's.</summary>
internal sealed record CompletionDocument(
    IReadOnlyList<CompletionDocument.Item> Items,
    string? Reason,
    string? Message,
    CompletionDocument.HoleInfo? Hole,
    string Model,
    int PromptTokens,
    int ReusedTokens,
    CompletionDocument.TimingInfo Timings,
    CompletionDocument.PromptInfo? Prompt
)
{
    internal sealed record Item(
        string Text,
        TextRange Range,
        double Probability,
        double LogProbability,
        int Tokens,
        string Source,
        CheckInfo? Checks,
        bool Shown,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Edit>? AdditionalEdits
    );

    internal sealed record Edit(TextRange Range, string NewText);

    internal sealed record TextRange(TextPosition Start, TextPosition End);

    internal sealed record TextPosition(int Line, int Character);

    internal sealed record CheckInfo(bool Parses, bool? Binds, bool Complete, IReadOnlyList<string> NewErrors);

    internal sealed record HoleInfo(string Kind, string? ExpectedType, string? ReceiverType, bool Multiline);

    internal sealed record TimingInfo(
        double WorkspaceMs,
        double ContextMs,
        double PrefillMs,
        double DecodeMs,
        double CheckMs,
        double TotalMs
    );

    internal sealed record PromptInfo(IReadOnlyList<PromptPart> Context, string? Suffix, string? Path, string Prefix);

    internal sealed record PromptPart(string Path, string Text);

    /// <summary>Makes the document of a result.</summary>
    public static CompletionDocument Of(CompletionResult result, SourceText text, double workspaceMs) =>
        new(
            [
                .. result.Items.Select(i => new Item(
                    i.Text,
                    RangeOf(text, i.Range),
                    Math.Round(i.Probability, 4),
                    Math.Round(i.LogProbability, 4),
                    i.Tokens,
                    Kebab(i.Source),
                    i.Checks is { } c ? new CheckInfo(c.Parses, c.Binds, c.IsComplete, c.NewErrors) : null,
                    i.Shown,
                    i.AdditionalEdits.IsEmpty ? null : [.. i.AdditionalEdits.Select(e => new Edit(RangeOf(text, e.Span), e.NewText ?? ""))]
                )),
            ],
            // A comparison policy shows what no editor gets.
            result.Reason
                is { } reason
            && !result.Items.Any(i => i.Shown)
                ? Kebab(reason)
                : null,
            result.Message,
            result.Hole is { } hole ? new HoleInfo(Kebab(hole.Kind), hole.ExpectedType, hole.ReceiverType, hole.IsMultiline) : null,
            result.Model,
            result.PromptTokens,
            result.ReusedTokens,
            new TimingInfo(
                Math.Round(workspaceMs, 1),
                Math.Round(result.Timings.ContextMs, 1),
                Math.Round(result.Timings.PrefillMs, 1),
                Math.Round(result.Timings.DecodeMs, 1),
                Math.Round(result.Timings.CheckMs, 1),
                Math.Round(result.Timings.TotalMs, 1)
            ),
            result.Prompt is { } prompt
                ? new PromptInfo([.. prompt.Context.Select(c => new PromptPart(c.Path, c.Text))], prompt.Suffix, prompt.Path, prompt.Prefix)
                : null
        );

    /// <summary>The kebab-case name that JSON uses for a value of an enumeration.</summary>
    public static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The LSP range of a span.</summary>
    public static TextRange RangeOf(SourceText text, TextSpan span)
    {
        var range = text.Lines.GetLinePositionSpan(span);
        return new TextRange(new(range.Start.Line, range.Start.Character), new(range.End.Line, range.End.Character));
    }
}
