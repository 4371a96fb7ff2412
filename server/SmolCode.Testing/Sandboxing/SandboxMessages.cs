using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmolCode.Testing.Sandboxing;

/// <summary>What the sandbox is asked: to load assemblies, or to run one method of one of them.</summary>
internal sealed record SandboxRequest
{
    public required int Id { get; init; }

    /// <summary>Assemblies to load: base64 of their bytes.</summary>
    public string[]? Images { get; init; }

    /// <summary>Files that assemblies are found in when they are asked for.</summary>
    public string[]? Files { get; init; }

    /// <summary>Name of the assembly whose probes are read.</summary>
    public string? ProbedAssembly { get; init; }

    public string? Assembly { get; init; }

    public string? Type { get; init; }

    public string? Method { get; init; }

    /// <summary>The mutant that is active; 0: none.</summary>
    public int Mutant { get; init; }

    /// <summary>Which of the rows of a method with parameters.</summary>
    public int Row { get; init; }

    /// <summary>Probes that a run may pass before it is ended.</summary>
    public long Fuel { get; init; }

    /// <summary>0: invariant culture and UTC; others: another culture and time zone.</summary>
    public int Variation { get; init; }

    /// <summary>Describe what the method returned.</summary>
    public bool Describe { get; init; }
}

/// <summary>What came of a request.</summary>
internal sealed record SandboxReply
{
    public required int Id { get; init; }

    /// <summary>The request could not be carried out at all.</summary>
    public string? Problem { get; init; }

    public ObservedException? Exception { get; init; }

    public ObservedValue? Value { get; init; }

    /// <summary>Branches that were taken.</summary>
    public int[] Hits { get; init; } = [];

    /// <summary>Mutants whose place was reached.</summary>
    public int[] Reached { get; init; } = [];

    public bool OutOfFuel { get; init; }

    /// <summary>The code got as far as its call.</summary>
    public bool Arranged { get; init; } = true;

    public double Milliseconds { get; init; }
}

/// <summary>An exception, as a test can expect it.</summary>
/// <param name="Type">Metadata names from the exception's type up to System.Exception.</param>
/// <param name="Message">Its message.</param>
/// <param name="ParamName">ParamName of an ArgumentException.</param>
/// <param name="At">Where it was thrown, for reasons.</param>
internal sealed record ObservedException(string[] Type, string Message, string? ParamName, string? At);

/// <summary>A value, described so far as a test can assert it.</summary>
internal sealed record ObservedValue
{
    /// <summary>null, literal, enum, sequence, set, tuple, object, type, text (too long for a literal: its length) or opaque.</summary>
    public required string Kind { get; init; }

    /// <summary>Full metadata name of the value's type.</summary>
    public string? Type { get; init; }

    /// <summary>C# of the value, for a literal or an enum's member.</summary>
    public string? Code { get; init; }

    public ObservedValue[]? Items { get; init; }

    public ObservedMember[]? Members { get; init; }

    /// <summary>Text that is equal for equal descriptions.</summary>
    [JsonIgnore]
    public string Fingerprint => JsonSerializer.Serialize(this, SandboxJson.Default.ObservedValue);
}

/// <summary>A readable property.</summary>
internal sealed record ObservedMember(string Name, ObservedValue Value)
{
    /// <summary>What <c>ToString</c> gives.</summary>
    public const string Text = "ToString()";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SandboxRequest))]
[JsonSerializable(typeof(SandboxReply))]
internal sealed partial class SandboxJson : JsonSerializerContext;
