using System.Globalization;
using System.Text;

namespace SmolCode.Evaluation.Quality;

/// <summary>A square chart of two shares, both from 0 to 1, as SVG that needs no script and no font of its own.</summary>
internal sealed class SvgChart
{
    private const int Side = 360;
    private const int Left = 56;
    private const int Top = 40;

    private readonly StringBuilder _text = new();

    /// <summary>Begins a chart with its axes.</summary>
    public SvgChart(string title, string horizontal, string vertical)
    {
        // White behind it: a page may be dark.
        Line(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + Side + 24} {Top + Side + 52}\" width=\"{Left + Side + 24}\""
        );
        Line($"  height=\"{Top + Side + 52}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">");
        Line($"<title>{Escape(title)}</title>");
        Line($"<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        Line($"<text x=\"{Left + (Side / 2)}\" y=\"22\" text-anchor=\"middle\" font-size=\"14\" fill=\"#24292f\">{Escape(title)}</text>");
        for (var i = 0; i <= 10; i += 2)
        {
            Line($"<path d=\"M{X(i / 10.0)} {Y(0)}V{Y(1)}M{X(0)} {Y(i / 10.0)}H{X(1)}\" stroke=\"#d8dee4\" fill=\"none\"/>");
            Line($"<text x=\"{X(i / 10.0)}\" y=\"{Top + Side + 18}\" text-anchor=\"middle\" fill=\"#57606a\">{i * 10} %</text>");
            Line($"<text x=\"{Left - 8}\" y=\"{Y(i / 10.0)}\" dy=\"4\" text-anchor=\"end\" fill=\"#57606a\">{i * 10} %</text>");
        }

        Line(
            $"<text x=\"{Left + (Side / 2)}\" y=\"{Top + Side + 40}\" text-anchor=\"middle\" fill=\"#24292f\">{Escape(horizontal)}</text>"
        );
        Line(
            $"<text transform=\"translate(14 {Top + (Side / 2)}) rotate(-90)\" text-anchor=\"middle\" fill=\"#24292f\">{Escape(vertical)}</text>"
        );
    }

    /// <summary>Adds a dashed line.</summary>
    public void AddDashes((double X, double Y) from, (double X, double Y) to) =>
        Line($"<path d=\"M{X(from.X)} {Y(from.Y)}L{X(to.X)} {Y(to.Y)}\" stroke=\"#57606a\" stroke-dasharray=\"5 4\" fill=\"none\"/>");

    /// <summary>Adds a line through points.</summary>
    public void AddCurve(IEnumerable<(double X, double Y)> points) =>
        Line(
            $"<polyline points=\"{string.Join(' ', points.Select(p => $"{X(p.X)},{Y(p.Y)}"))}\" stroke=\"#0969da\" stroke-width=\"2\" fill=\"none\"/>"
        );

    /// <summary>Adds a dot of an area that grows with a number of rows, and a label beside it.</summary>
    public void AddDot(double x, double y, int rows, string label)
    {
        var radius = Math.Clamp(1.5 * Math.Sqrt(rows), 3, 14);
        Line($"<circle cx=\"{X(x)}\" cy=\"{Y(y)}\" r=\"{Number(radius)}\" fill=\"#0969da\" fill-opacity=\"0.75\"/>");
        Line($"<text x=\"{Number((Left + (x * Side)) + radius + 3)}\" y=\"{Y(y)}\" dy=\"12\" fill=\"#24292f\">{Escape(label)}</text>");
    }

    /// <inheritdoc />
    public override string ToString() => _text + "</svg>\n";

    private static string X(double share) => Number(Left + (share * Side));

    private static string Y(double share) => Number(Top + ((1 - share) * Side));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private void Line(FormattableString line) => _text.Append(FormattableString.Invariant(line)).Append('\n');
}
