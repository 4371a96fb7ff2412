using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;

namespace SmolCode.Evaluation;

/// <summary>Completes holes and compares the answers with what stood there.</summary>
/// <param name="completion">Completion over the workspace.</param>
/// <param name="workspace">The workspace that the holes' files belong to.</param>
public sealed class Evaluator(ICompletionService completion, CodeWorkspace workspace)
{
    /// <summary>Evaluates rows in order, as thoroughly as the options say. Without a deadline, so that quality does not depend on the machine.</summary>
    /// <param name="rows">The holes.</param>
    /// <param name="root">Folder that their paths are relative to.</param>
    /// <param name="options">What is asked of each completion.</param>
    /// <param name="progress">Called after each row with the number of rows done.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <exception cref="EvaluationException">A row does not fit its file, or the model cannot be had.</exception>
    public async Task<EvaluationReport> RunAsync(
        IReadOnlyList<HoleRow> rows,
        string root,
        CompletionOptions options,
        IProgress<int>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);

        // Every row is looked at before the first is computed: a wrong file is an error at once, not after an hour.
        for (var i = 0; i < rows.Count; i++)
        {
            PunchedDocument.Open(rows[i], root, i + 1);
        }

        var items = new List<EvaluationItem>();
        var model = "";
        for (var i = 0; i < rows.Count; i++)
        {
            var (item, name) = await EvaluateAsync(rows[i], PunchedDocument.Open(rows[i], root, i + 1), options, cancellationToken);
            items.Add(item);
            model = name.Length > 0 ? name : model;
            progress?.Report(items.Count);
        }

        return EvaluationReport.Of(options.CheckAll ? options.Policy.Name : $"{options.Policy.Name}, as typed", model, items);
    }

    private async Task<(EvaluationItem Item, string Model)> EvaluateAsync(
        HoleRow row,
        PunchedDocument punched,
        CompletionOptions options,
        CancellationToken cancellationToken
    )
    {
        // With what the project's source generators yield.
        await workspace.WarmUpAsync(punched.FilePath, cancellationToken);
        var snapshot = workspace.GetSnapshot(punched.FilePath, SourceText.From(punched.Text), version: 1);
        var result = await completion.CompleteAsync(snapshot, punched.Position, options, cancellationToken);
        if (result.Reason == NoSuggestionReason.ModelUnavailable)
        {
            throw new EvaluationException(result.Message ?? "The model cannot be had.");
        }

        var best = result.Items.FirstOrDefault();
        var text = best?.Text.ReplaceLineEndings("\n") ?? "";
        var expectedLine = TextComparison.FirstLine(row.Expected);
        var item = new EvaluationItem
        {
            Repo = row.Repository,
            Path = row.Path,
            Offset = row.Offset,
            Kind = row.Kind,
            Expected = row.Expected,
            Text = text,
            Shown = best is { Shown: true },
            Reason = result.Reason?.ToString(),
            Probability = best?.Probability ?? 0,
            Source = best is null ? null : best.Source.ToString().ToLowerInvariant(),
            Exact = best is not null && text.Trim() == row.Expected.ReplaceLineEndings("\n").Trim(),
            FirstLineExact = best is not null && TextComparison.FirstLine(text) == expectedLine,
            AnyFirstLineExact = result.Items.Any(c => TextComparison.FirstLine(c.Text) == expectedLine),
            FirstIdentifierExact = best is not null && TextComparison.FirstIdentifier(text) == TextComparison.FirstIdentifier(row.Expected),
            EditSimilarity = row.IsMultiline
                ? TextComparison.EditSimilarity(text, row.Expected)
                : TextComparison.EditSimilarity(TextComparison.FirstLine(text), expectedLine),
            NewErrors = best is { Shown: true } ? await AddedErrors.ByInsertionAsync(workspace, snapshot, best, cancellationToken) : null,
            TotalMs = result.Timings.TotalMs,
            PromptTokens = result.PromptTokens,
            ReusedTokens = result.ReusedTokens,
            Candidates =
            [
                .. result.Items.Select(c => new EvaluationCandidate(
                    c.Text.ReplaceLineEndings("\n"),
                    c.LogProbability,
                    c.Tokens,
                    c.Checks is { Passed: true },
                    c.Source.ToString().ToLowerInvariant(),
                    c.Checks?.RefutedBy,
                    c.Checks?.NewErrors ?? [],
                    [.. c.Features.Select(f => Math.Round(f, 4))]
                )),
            ],
        };
        return (item, result.Model);
    }
}
