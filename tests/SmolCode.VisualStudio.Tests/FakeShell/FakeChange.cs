using Microsoft.VisualStudio.Text;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>One change.</summary>
internal sealed record FakeChange(Span OldSpan, string NewText) : ITextChange;
