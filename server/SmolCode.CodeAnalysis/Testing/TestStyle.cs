namespace SmolCode.CodeAnalysis.Testing;

/// <summary>How the tests of a project are laid out and named, beyond its framework: as the tests that are there do it.</summary>
public sealed record TestStyle
{
    /// <summary>The name that stands for the type under test, with a small first letter: orderService for OrderService.</summary>
    public const string TypeName = "{type}";

    /// <summary>That of a project without tests.</summary>
    public static TestStyle Default { get; } = new();

    /// <summary>The comment over what is arranged, as it is written (// Arrange); null: sections have none.</summary>
    public string? ArrangeComment { get; init; }

    /// <summary>Variable of the object under test, or <see cref="TypeName"/>.</summary>
    public string SubjectName { get; init; } = "sut";

    /// <summary>Variable of what a call gives back.</summary>
    public string ResultName { get; init; } = "result";

    /// <summary>What is expected is in a variable named expected.</summary>
    public bool HasExpectedVariable { get; init; }

    /// <summary>The object under test is a field, made anew for each test.</summary>
    public bool SubjectIsField { get; init; }

    /// <summary>How names of fields begin.</summary>
    public string FieldPrefix { get; init; } = "_";

    /// <summary>Tests that differ in values only are rows of one.</summary>
    public bool HasRows { get; init; }

    /// <summary>How tests are named; null: member, condition and expectation, with underscores or without.</summary>
    public NamingTemplate? Naming { get; init; }
}
