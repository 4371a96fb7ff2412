namespace SmolCode.VisualStudio.Explanation;

/// <summary>What the window of an explanation shows.</summary>
/// <param name="Markdown">What is known so far.</param>
/// <param name="Note">What to say beside it; empty: nothing.</param>
/// <param name="IsBusy">More comes.</param>
public sealed record ExplanationView(string Markdown, string Note, bool IsBusy);
