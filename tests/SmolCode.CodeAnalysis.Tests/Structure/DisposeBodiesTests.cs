namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Bodies of <c>Dispose</c>.</summary>
public sealed class DisposeBodiesTests
{
    [Theory]
    [InlineData("public void Dispose()\n    {\n        $$\n    }", "_a.Dispose();\n        _b?.Dispose();|_a.Dispose();")]
    [InlineData("public void Dispose()\n    {\n        _a.Dispose();\n        $$\n    }", "_b?.Dispose();")]
    [InlineData("public void Dispose()\n    {\n        _a.Dispose();\n        _b?.Dispose();\n        $$\n    }", "")]
    [InlineData("public void Dispose()\n    {\n        Console.WriteLine();\n        $$\n    }", "")]
    [InlineData("public void Dispose()\n    {\n        if (_b != null)\n        {\n            $$\n        }\n    }", "")]
    [InlineData("public void Close()\n    {\n        $$\n    }", "")]
    [InlineData(
        "protected virtual void Dispose(bool disposing)\n    {\n        $$\n    }",
        "if (disposing)\n        {\n            _a.Dispose();\n            _b?.Dispose();\n        }"
    )]
    [InlineData(
        "protected virtual void Dispose(bool disposing) { }\n    public void Dispose()\n    {\n        $$\n    }",
        "Dispose(true);\n        GC.SuppressFinalize(this);"
    )]
    [InlineData(
        "public async ValueTask DisposeAsync()\n    {\n        $$\n    }",
        "await _a.DisposeAsync();\n        _b?.Dispose();|await _a.DisposeAsync();"
    )]
    [InlineData("public ValueTask DisposeAsync()\n    {\n        $$\n    }", "return _a.DisposeAsync();")]
    public async Task What_the_type_makes_is_disposed(string member, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"class C\n{{\n    readonly MemoryStream _a = new();\n    StringIO? _b;\n    readonly IDisposable _given;\n    C(IDisposable given)\n    {{\n        _given = given;\n        this._b = new StringIO();\n    }}\n    {member}\n}}\nclass StringIO : IDisposable {{ public void Dispose() {{ }} }}"
            )
        );

    [Theory]
    [InlineData("int _a;", "base.Dispose(disposing);")]
    [InlineData("Stream _s = new MemoryStream();", "if (disposing)\n\t\t{\n\t\t\t_s.Dispose();\n\t\t}\n\n\t\tbase.Dispose(disposing);")]
    public async Task An_override_calls_its_base(string field, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"class C : MemoryStream\n{{\n\t{field}\n\tprotected override void Dispose(bool disposing)\n\t{{\n\t\t$$\n\t}}\n}}"
            )
        );
}
