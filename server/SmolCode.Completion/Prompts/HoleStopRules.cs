using SmolCode.CodeAnalysis;
using SmolCode.Inference;

namespace SmolCode.Completion.Prompts;

/// <summary>Where a hypothesis for a hole ends.</summary>
internal static class HoleStopRules
{
    private const int LineTokens = 40;
    private const int BlockTokens = 96;
    private const int BlockLines = 12;

    /// <summary>The rules for a hole: the rest of the line, or the rest of the block.</summary>
    public static StopRules For(Hole hole) =>
        hole.IsMultiline
            ? new StopRules
            {
                MaxTokens = BlockTokens,
                AtLineEnd = false,
                AtUnmatchedCloser = true,
                MaxLines = BlockLines,
            }
            : new StopRules
            {
                MaxTokens = LineTokens,
                AtLineEnd = true,
                // What closes the text right of the cursor is not ours to write, unless the editor put it there.
                AtUnmatchedCloser = hole.Closers.Length == 0 && hole.LineSuffix.AsSpan().IndexOfAny(")]}") >= 0,
            };
}
