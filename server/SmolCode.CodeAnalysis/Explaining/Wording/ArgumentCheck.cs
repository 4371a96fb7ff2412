namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>A check that throws: what is thrown, and the condition for it.</summary>
/// <param name="Throws">"throws `ArgumentNullException`".</param>
/// <param name="Condition">"`name` is null".</param>
internal sealed record ArgumentCheck(string Throws, string Condition)
{
    /// <inheritdoc />
    public override string ToString() => $"{Throws} if {Condition}";
}
