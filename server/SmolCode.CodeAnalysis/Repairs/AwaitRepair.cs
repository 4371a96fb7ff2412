using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>A task where its result is wanted, or <c>await</c> before what can't be awaited.</summary>
internal sealed class AwaitRepair : ICandidateRepair
{
    private const string Await = "await ";

    /// <inheritdoc />
    public IEnumerable<string> Propose(RefutedCandidate refuted)
    {
        foreach (var error in refuted.Errors)
        {
            var start = error.Span.Start;
            if (start < 0 || start > refuted.Text.Length)
            {
                continue;
            }

            // A returned task (CS4016) is one in any case.
            var isTask = error.Id == "CS4016" || error.Message.Contains("System.Threading.Tasks.", StringComparison.Ordinal);
            if (isTask && error.Id is "CS0029" or "CS0266" or "CS1503" or "CS4016")
            {
                yield return refuted.With(new TextSpan(start, 0), Await);
            }
            else if (
                error.Id == "CS1061"
                && error.Message.Contains("'GetAwaiter'", StringComparison.Ordinal)
                && refuted.Text.AsSpan(start).StartsWith(Await, StringComparison.Ordinal)
            )
            {
                yield return refuted.With(new TextSpan(start, Await.Length), "");
            }
        }
    }
}
