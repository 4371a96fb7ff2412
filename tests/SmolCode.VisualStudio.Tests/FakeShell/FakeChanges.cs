using Microsoft.VisualStudio.Text;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>What changed between two versions.</summary>
internal sealed class FakeChanges : List<ITextChange>, INormalizedTextChangeCollection;
