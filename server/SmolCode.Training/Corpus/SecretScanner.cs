using System.Buffers;
using System.Text.RegularExpressions;

namespace SmolCode.Training.Corpus;

/// <summary>
/// Files that look as if they held a secret. A model may say again what it learned, so a file too many is left out rather than one too few.
/// </summary>
internal static partial class SecretScanner
{
    private const int LeastDigits = 2;
    private const int LinesOfConnection = 4;

    // Bits a character: random text of 32 characters of base 64 has some 4.6, names and paths have 3.5 to 4.2.
    private const double LeastEntropy = 4.4;

    private static readonly string[] Names = ["secret", "secrets", "appsettings", "credential", "credentials", "apikey", "apikeys"];

    // Formats and placeholders.
    private static readonly SearchValues<char> NoValue = SearchValues.Create("{}<>\\");

    /// <summary>The file is named after secrets.</summary>
    public static bool IsSecretName(string fileName) =>
        fileName.Split('.', '-', '_').Any(part => Names.Contains(part, StringComparer.OrdinalIgnoreCase));

    /// <summary>The text holds something that looks like a secret.</summary>
    public static bool HoldsSecret(string text)
    {
        if (PrivateKey().IsMatch(text) || KnownToken().IsMatch(text))
        {
            return true;
        }

        foreach (var match in ConnectionPassword().EnumerateMatches(text))
        {
            if (ConnectionServer().IsMatch(LinesAround(text, match.Index)))
            {
                return true;
            }
        }

        foreach (Match match in AssignedSecret().Matches(text))
        {
            if (LooksLikeValue(match.Groups["value"].ValueSpan))
            {
                return true;
            }
        }

        foreach (Match match in LongLiteral().Matches(text))
        {
            if (LooksRandom(match.Groups["value"].ValueSpan))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY")]
    private static partial Regex PrivateKey();

    // Amazon, GitHub, GitLab, Slack, Google, Stripe and OpenAI, SendGrid, NuGet; JSON web tokens.
    [GeneratedRegex(
        @"\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{30,}|\bglpat-[A-Za-z0-9_-]{20,}|\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bAIza[0-9A-Za-z_-]{35}|\b[sr]k[-_](?:live|test|proj)?[-_]?[A-Za-z0-9]{20,}|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|\boy2[a-z0-9]{43}\b|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\."
    )]
    private static partial Regex KnownToken();

    [GeneratedRegex(@"\b(?:password|pwd|accountkey|sharedaccesskey)\s*=\s*[^;""\s{<*$%]{4,}", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionPassword();

    [GeneratedRegex(
        @"\b(?:server|data source|host|user id|uid|username|endpoint|defaultendpointsprotocol|accountname|initial catalog|database)\s*=",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ConnectionServer();

    [GeneratedRegex(
        @"(?:password|passwd|pwd|secret|api_?key|access_?key|private_?key|auth_?token|access_?token|credential)\w*""?\]?\s*(?:=|:|=>|,)\s*@?""(?<value>[^""\s]{8,})""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex AssignedSecret();

    [GeneratedRegex(@"""(?<value>[A-Za-z0-9+/_\-]{32,}={0,2})""")]
    private static partial Regex LongLiteral();

    /// <summary>Letters and digits or signs mixed, as in what people choose or machines make; not a name, a format or a path.</summary>
    private static bool LooksLikeValue(ReadOnlySpan<char> value) =>
        value.IndexOfAny(NoValue) < 0 && value.IndexOfAnyInRange('0', '9') >= 0 && HasLetter(value) && !LooksLikePath(value);

    /// <summary>An address, or words with slashes between them. Base 64 has slashes as well, and letters of both cases with digits among them.</summary>
    private static bool LooksLikePath(ReadOnlySpan<char> value) =>
        value.Contains("://", StringComparison.Ordinal)
        || (value.Contains('/') && !(value.EndsWith("=", StringComparison.Ordinal) || value.Contains('+')) && !MixesCasesAndDigits(value));

    private static bool MixesCasesAndDigits(ReadOnlySpan<char> value)
    {
        foreach (var part in value.Split('/'))
        {
            var segment = value[part];
            if (
                segment.IndexOfAnyInRange('0', '9') >= 0
                && segment.IndexOfAnyInRange('a', 'z') >= 0
                && segment.IndexOfAnyInRange('A', 'Z') >= 0
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool LooksRandom(ReadOnlySpan<char> value)
    {
        int digits = 0,
            upper = 0,
            lower = 0;
        Span<int> counts = stackalloc int[128];
        foreach (var c in value)
        {
            counts[c]++;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            upper += char.IsAsciiLetterUpper(c) ? 1 : 0;
            lower += char.IsAsciiLetterLower(c) ? 1 : 0;
        }

        if (digits < LeastDigits || upper == 0 || lower == 0)
        {
            return false;
        }

        // An alphabet has every character once, and is no secret.
        if (value.Contains("abcdef", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            var share = (double)count / value.Length;
            entropy -= count > 0 ? share * Math.Log2(share) : 0;
        }

        return entropy >= LeastEntropy;
    }

    private static bool HasLetter(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (char.IsLetter(c))
            {
                return true;
            }
        }

        return false;
    }

    // A raw literal may have each part on a line of its own.
    private static ReadOnlySpan<char> LinesAround(string text, int index)
    {
        var (start, end) = (index, index);
        for (var lines = 0; lines <= LinesOfConnection && start >= 0; lines++)
        {
            start = start == 0 ? -1 : text.LastIndexOf('\n', start - 1);
        }

        for (var lines = 0; lines <= LinesOfConnection && end >= 0; lines++)
        {
            end = end + 1 >= text.Length ? -1 : text.IndexOf('\n', end + 1);
        }

        start = Math.Max(0, start);
        return text.AsSpan(start, (end < 0 ? text.Length : end) - start);
    }
}
