namespace SmolCode.Inference.Prompting;

/// <summary>A prompt as tokens.</summary>
/// <param name="Tokens">What the model is shown; at least one token.</param>
/// <param name="HeldBack">Bytes at the end of the prefix that are not in <paramref name="Tokens"/>: every answer begins with them.</param>
internal sealed record EncodedPrompt(int[] Tokens, byte[] HeldBack)
{
    /// <summary>The last tokens, <paramref name="length"/> at most with those of an answer.</summary>
    public int[] End(ReadOnlySpan<int> answer, int length) =>
        [.. Tokens.AsSpan()[^Math.Clamp(length - answer.Length, 0, Tokens.Length)..], .. answer];

    /// <summary>The bytes held back that are left behind so many bytes of an answer.</summary>
    public ReadOnlySpan<byte> HeldAfter(int bytes) => HeldBack.AsSpan(Math.Min(bytes, HeldBack.Length));

    /// <summary>Whether a token can come next where these bytes are held back: it covers them, or part of them.</summary>
    public static bool Agrees(ReadOnlySpan<byte> token, ReadOnlySpan<byte> held) => token.StartsWith(held) || held.StartsWith(token);
}
