namespace SmolCode.Evaluation.Quality;

/// <summary>The figures to reach, and whether they are.</summary>
internal static class GoalsSection
{
    /// <summary>The section.</summary>
    public static string Of(PairedReports reports)
    {
        var table = new MarkdownTable("figure of policy `full`", "goal", "is", "");
        foreach (var goal in Goal.Of(reports))
        {
            table.Add(goal.Figure, goal.Least, goal.Value, goal.Reached ? "reached" : "**not reached**");
        }

        return $"## Goals\n\n{table}\nWhether one is reached is said of the figure itself; its interval says how sure that is.\n";
    }
}
