using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining;

namespace SmolCode.Explanation.Composing;

/// <summary>Sentences as Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>The whole explanation; with links to the places that its steps and remarks speak of where <paramref name="link"/> makes some.</summary>
    internal static string Of(ExplainedCode code, ImmutableArray<ExplanationSentence> sentences, Func<TextSpan, string>? link)
    {
        var text = new StringBuilder();
        var summary = sentences.Where(s => s.Section == ExplanationSection.Summary).ToList();
        if (summary.Count > 0)
        {
            text.Append(summary[0].Text).Append('\n');
            if (summary.Count > 1)
            {
                text.Append('\n').AppendJoin(' ', summary.Skip(1).Select(s => s.Text)).Append('\n');
            }
        }

        Section(
            ExplanationSection.Steps,
            code.Scope is ExplainedScope.Type or ExplainedScope.Several ? "Member by member" : "Step by step",
            code.Scope is ExplainedScope.Member or ExplainedScope.Statements
        );
        Section(ExplanationSection.ReliesOn, "What it relies on", numbered: false);
        Section(ExplanationSection.Watch, "What to watch", numbered: false);
        return text.ToString();

        void Section(ExplanationSection section, string title, bool numbered)
        {
            var number = 0;
            foreach (var sentence in sentences.Where(s => s.Section == section))
            {
                if (number++ == 0)
                {
                    text.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n");
                    number = sentence.Depth == 0 ? 1 : 0;
                }
                else if (sentence.Depth > 0)
                {
                    number--;
                }

                if (sentence.Depth == 0 && numbered)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{number}. ");
                }
                else
                {
                    text.Append(' ', sentence.Depth == 0 ? 0 : 3 + (2 * (sentence.Depth - 1))).Append("- ");
                }

                text.Append(sentence.Text);
                if (link is not null && sentence.Spans is [var place, ..])
                {
                    text.Append(' ').Append(link(place));
                }

                text.Append('\n');
            }
        }
    }
}
