using System.Globalization;

namespace SmolCode.Evaluation.Quality;

/// <summary>How figures are written.</summary>
internal static class Figure
{
    /// <summary>What stands where there is no figure.</summary>
    public const string None = "–";

    /// <summary>A share in percent.</summary>
    public static string Percent(double? share) => share is { } value ? Number(100 * value) : None;

    /// <summary>A share in percent with its interval.</summary>
    public static string Percent(Estimate? share) =>
        share is { } e ? $"{Number(100 * e.Value)} [{Number(100 * e.Low)}, {Number(100 * e.High)}]" : None;

    /// <summary>A difference of shares in points with its interval.</summary>
    public static string Points(Estimate e) => $"{Signed(100 * e.Value)} [{Number(100 * e.Low)}, {Number(100 * e.High)}]";

    /// <summary>A ratio with its interval.</summary>
    public static string Ratio(Estimate? ratio) =>
        ratio is { } e ? string.Create(CultureInfo.InvariantCulture, $"{e.Value:0.00}x [{e.Low:0.00}, {e.High:0.00}]") : None;

    /// <summary>A probability, or an error of probabilities.</summary>
    public static string Probability(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A number of things.</summary>
    public static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => Rounded(value).ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Signed(double value) => Rounded(value) > 0 ? "+" + Number(value) : Number(value);

    /// <summary>Without the sign of a zero.</summary>
    private static double Rounded(double value) => Math.Round(value, 1, MidpointRounding.AwayFromZero) + 0.0;
}
