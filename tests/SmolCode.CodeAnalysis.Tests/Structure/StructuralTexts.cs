namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>What structural sources say at a cursor, held against the compiler.</summary>
internal static class StructuralTexts
{
    private const string Usings =
        "#nullable enable\nusing System;\nusing System.Collections;\nusing System.Collections.Generic;\nusing System.IO;\nusing System.Threading.Tasks;\n";

    /// <summary>The texts with <c>|</c> between them. All of them have to pass the check.</summary>
    internal static async Task<string> FindAsync(string marked)
    {
        var document = TestDocument.Parse(Usings + marked);
        var hole = await document.AnalyzeAsync();
        var texts = await StructuralCode.FindAsync(document.Snapshot, hole, 4, TestContext.Current.CancellationToken);
        foreach (var text in texts)
        {
            var result = await document.CheckAsync(text);
            Assert.True(result.Checks.Passed, $"{text}\n{result.Checks.RefutedBy}: {string.Join('\n', result.Checks.NewErrors)}");
        }

        return string.Join('|', texts);
    }
}
