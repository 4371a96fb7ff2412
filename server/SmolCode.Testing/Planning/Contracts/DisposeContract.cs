using Microsoft.CodeAnalysis;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning.Contracts;

/// <summary>Dispose may be called again.</summary>
internal sealed class DisposeContract(ValueSource values) : IContract
{
    /// <inheritdoc />
    public IEnumerable<PlannedCase> Of(IMethodSymbol method)
    {
        if (
            method is { Name: "Dispose", IsStatic: false, ReturnsVoid: true, Parameters: [] }
            && method.ContainingType.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_IDisposable)
            && values.Instances(method.ContainingType, new BodyConstants()) is [var one, ..]
        )
        {
            yield return new PlannedCase
            {
                Member = method,
                MemberName = method.Name,
                Condition = "Twice",
                Arrange = [$"var sut = {one.Code};", "sut.Dispose();"],
                Act = "sut.Dispose()",
                Kind = ActKind.Void,
                IsStatement = true,
                MustNotThrow = "IDisposable promises that Dispose may be called again",
            };
        }
    }
}
