namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Chains of calls that set one thing after the other.</summary>
public sealed class CallChainsTests
{
    private const string Types = """
        sealed class Order { public string Name { get; } = ""; public int Age { get; } public string City { get; } = ""; }
        sealed class OrderBuilder
        {
            public OrderBuilder WithName(string name) => this;
            public OrderBuilder WithAge(int age) => this;
            public OrderBuilder WithCity(string city) => this;
            public OrderBuilder WithTwo(int age, int city) => this;
            public Order Build() => new();
        }

        """;

    [Theory]
    [InlineData("Order order", "builder\n            .WithName(order.Name)\n            $$", ".WithAge(order.Age)|.WithCity(order.City)")]
    [InlineData("string name, int age", "builder\n            .WithName(name)\n            $$", ".WithAge(age)")]
    [InlineData("string name, int age", "builder\n            .WithName(name)\n            .Wi$$", "thAge(age)")]
    [InlineData("string name, int age", "builder\n            .WithName(name)\n            .$$", "WithAge(age)")]
    [InlineData(
        "Order order",
        "builder\n            .WithName(order.Name)\n            .WithAge(order.Age)\n            $$",
        ".WithCity(order.City)"
    )]
    [InlineData(
        "Order order",
        "builder\n            .WithName(order.Name)\n            $$\n            .WithCity(order.City);",
        ".WithAge(order.Age)"
    )]
    // Of another type, of no name, no setter above.
    [InlineData("string name, string age", "builder\n            .WithName(name)\n            $$", "")]
    [InlineData("string name", "builder\n            .WithName(name)\n            $$", "")]
    [InlineData("string text, int age", "builder\n            .WithName(text)\n            $$", "")]
    public async Task The_next_call(string parameters, string statement, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"{Types}class C\n{{\n    void M(OrderBuilder builder, {parameters})\n    {{\n        {statement}\n    }}\n}}"
            )
        );
}
