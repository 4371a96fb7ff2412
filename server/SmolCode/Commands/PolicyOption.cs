using System.CommandLine;
using SmolCode.Completion;

namespace SmolCode.Commands;

/// <summary>The --policy option's check.</summary>
internal static class PolicyOption
{
    /// <summary>Makes an unknown policy a wrong argument.</summary>
    public static void Validate(Option<string> policy) =>
        policy.Validators.Add(result =>
        {
            if (result.Tokens is [var token])
            {
                try
                {
                    CompletionPolicy.Parse(token.Value);
                }
                catch (FormatException exception)
                {
                    result.AddError(exception.Message);
                }
            }
        });
}
