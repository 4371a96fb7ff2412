using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Tests;

/// <summary>Test doubles are made by the library that the test project has, and work in the sandbox.</summary>
public sealed class MockingTests
{
    [Theory]
    [InlineData(MockingLibrary.NSubstitute, "Substitute.For<IClock>()", "NSubstitute.dll")]
    [InlineData(MockingLibrary.Moq, "Mock.Of<IClock>()", "Moq.dll")]
    [InlineData(MockingLibrary.FakeItEasy, "A.Fake<IClock>()", "FakeItEasy.dll")]
    public async Task An_interface_is_faked_by_the_library(MockingLibrary library, string code, string file)
    {
        var subject = Subject.Of(
            "namespace N { public interface IClock { int Hour { get; } } public class Greeter(IClock clock) { public string $$Greet() => clock.Hour < 12 ? \"morning\" : \"day\"; } }",
            more: Libraries.Named(file, "Castle.Core.dll"),
            mocks: library
        );

        var result = await Subject.GenerateAsync(subject);

        Assert.True(result.Text is not null, string.Join('\n', result.Dropped));
        Assert.Contains(code, result.Text, StringComparison.Ordinal);
        Assert.Contains("Assert.Equal(\"morning\", result);", result.Text, StringComparison.Ordinal);
    }
}
