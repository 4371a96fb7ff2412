using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Resources;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Proof;

namespace SmolCode.Testing.Tests;

/// <summary>What a build would refuse, but says nothing about what the code does, does not keep it from running.</summary>
public sealed class EmissionTests
{
    // As MinVer and its like leave it where a clone has no tags.
    private const string Information = """
        [assembly: System.Reflection.AssemblyTitle("Code")]
        [assembly: System.Reflection.AssemblyVersion("..0.0")]
        """;

    [Fact]
    public async Task A_version_that_is_none_does_not_keep_members_from_tests()
    {
        var subject = Subject.Of("public static class C { public static int $$Twice(int n) => n * 2; }");
        var compilation = subject.Compilation.AddSyntaxTrees(Parse(Information));
        var dependency = CSharpCompilation.Create("Dependency", [Parse(Information)], compilation.References, compilation.Options);

        var result = await Subject.GenerateAsync(subject with { Compilation = compilation, Dependencies = [dependency] });

        Assert.Contains(result.Kept, k => k.Name == "Twice_Returns6");
    }

    [Fact]
    public async Task What_a_build_embeds_is_there_when_code_runs()
    {
        using var stream = new MemoryStream();
        using (var writer = new ResourceWriter(stream))
        {
            writer.AddResource("Hello", "Good day");
            writer.Generate();
        }

        var subject = Subject.Of(
            "public static class C { public static string $$Hello(int n) => n + new System.Resources.ResourceManager(\"Code.Texts\", typeof(C).Assembly).GetString(\"Hello\")!; }"
        );

        var result = await Subject.GenerateAsync(
            subject with
            {
                Resources = ImmutableDictionary<string, ImmutableArray<EmbeddedResource>>.Empty.Add(
                    "Code",
                    [new EmbeddedResource("Code.Texts.resources", [.. stream.ToArray()])]
                ),
            }
        );

        Assert.Contains("3Good day", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_attributes_in_error_are_left_out()
    {
        var compilation = Subject.Of("public class C { public void $$M() { } }").Compilation.AddSyntaxTrees(Parse(Information));

        var (image, errors) = Emission.Emit(compilation, TestContext.Current.CancellationToken);

        Assert.Empty(errors);
        using var reader = new PEReader(image);
        var metadata = reader.GetMetadataReader();
        var attributes = metadata
            .GetAssemblyDefinition()
            .GetCustomAttributes()
            .Select(a => metadata.GetCustomAttribute(a).Constructor)
            .Where(c => c.Kind == HandleKind.MemberReference)
            .Select(c => metadata.GetMemberReference((MemberReferenceHandle)c).Parent)
            .Select(t => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)t).Name))
            .ToList();
        Assert.Contains("AssemblyTitleAttribute", attributes);
        Assert.DoesNotContain("AssemblyVersionAttribute", attributes);
    }

    [Fact]
    public void Errors_elsewhere_stay_errors()
    {
        var compilation = Subject
            .Of("[Obsolete(3)] public class C { public void $$M() { } }")
            .Compilation.AddSyntaxTrees(Parse(Information));

        var (image, errors) = Emission.Emit(compilation, TestContext.Current.CancellationToken);

        Assert.True(image.IsEmpty);
        Assert.Contains(errors, e => e.Id == "CS1503");
    }

    private static Microsoft.CodeAnalysis.SyntaxTree Parse(string text) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), encoding: System.Text.Encoding.UTF8);
}
