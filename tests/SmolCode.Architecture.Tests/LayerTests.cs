using System.Reflection;
using System.Xml.Linq;
using NetArchTest.Rules;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Evaluation;
using SmolCode.Explanation;
using SmolCode.Inference;
using SmolCode.Inference.Remote;
using SmolCode.LanguageServer;
using SmolCode.Testing;

namespace SmolCode.Architecture.Tests;

/// <summary>Who may know whom (docs/architecture.md, invariants 1, 2, 6 and 7).</summary>
public sealed class LayerTests
{
    private static readonly Assembly CodeAnalysis = typeof(CandidateChecker).Assembly;
    private static readonly Assembly Completion = typeof(CompletionService).Assembly;
    private static readonly Assembly Explanation = typeof(ExplanationService).Assembly;
    private static readonly Assembly Evaluation = typeof(Evaluator).Assembly;
    private static readonly Assembly Inference = typeof(ILanguageModel).Assembly;
    private static readonly Assembly Testing = typeof(TestGenerationService).Assembly;
    private static readonly Assembly LanguageServer = typeof(LanguageServerHost).Assembly;

    [Theory]
    [InlineData("SmolCode.Inference", "")]
    [InlineData("SmolCode.CodeAnalysis", "")]
    [InlineData("SmolCode.Completion", "SmolCode.CodeAnalysis SmolCode.Inference")]
    [InlineData("SmolCode.Explanation", "SmolCode.CodeAnalysis SmolCode.Inference")]
    [InlineData("SmolCode.Evaluation", "SmolCode.Completion")]
    [InlineData("SmolCode.Testing", "SmolCode.CodeAnalysis SmolCode.Inference")]
    [InlineData("SmolCode.LanguageServer", "SmolCode.Completion SmolCode.Explanation SmolCode.Testing")]
    [InlineData("SmolCode.Training", "SmolCode.Inference")]
    [InlineData("SmolCode", "SmolCode.Evaluation SmolCode.Explanation SmolCode.LanguageServer SmolCode.Testing SmolCode.Training")]
    public void A_project_references_only_the_layers_below_it(string project, string allowed)
    {
        var file = Path.Combine(Repository.Root, "server", project, project + ".csproj");
        var references = XDocument
            .Load(file)
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')))
            .Order();

        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), references);
    }

    [Fact]
    public void Only_the_language_server_knows_the_protocol()
    {
        foreach (var assembly in (Assembly[])[CodeAnalysis, Completion, Explanation, Evaluation, Testing])
        {
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), a => a.Name == "StreamJsonRpc");
        }

        // The engine speaks JSON-RPC over its own pipe, in terms of its own.
        Assert.DoesNotContain(Inference.GetReferencedAssemblies(), a => a.Name == "SmolCode.LanguageServer");
        AssertHolds(
            Types
                .InAssembly(LanguageServer)
                .That()
                .ResideInNamespace("SmolCode.LanguageServer.Protocol")
                .ShouldNot()
                .HaveDependencyOnAny(
                    "SmolCode.Completion",
                    "SmolCode.Explanation",
                    "SmolCode.Testing",
                    "SmolCode.Inference",
                    "Microsoft.CodeAnalysis.CSharp"
                )
                .GetResult()
        );
    }

    [Fact]
    public void Only_code_analysis_opens_workspaces()
    {
        foreach (var assembly in (Assembly[])[Completion, Explanation, Evaluation, Testing, LanguageServer, Inference])
        {
            Assert.DoesNotContain(
                assembly.GetReferencedAssemblies(),
                a => a.Name is "Microsoft.CodeAnalysis.Workspaces" or "Microsoft.CodeAnalysis.Workspaces.MSBuild"
            );
        }
    }

    [Fact]
    public void Code_analysis_and_inference_do_not_know_each_other()
    {
        Assert.DoesNotContain(CodeAnalysis.GetReferencedAssemblies(), a => a.Name == "SmolCode.Inference");
        Assert.DoesNotContain(
            Inference.GetReferencedAssemblies(),
            a => a.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Native_code_is_called_by_inference_only()
    {
        foreach (var assembly in (Assembly[])[CodeAnalysis, Completion, Explanation, Evaluation, Testing, LanguageServer])
        {
            var imports = assembly
                .GetTypes()
                .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(m => m.Attributes.HasFlag(MethodAttributes.PinvokeImpl));
            Assert.Empty(imports);
        }
    }

    [Fact]
    public void Features_read_no_file_clock_or_setting() =>
        AssertHolds(
            Types
                .InAssemblies([Completion, Explanation])
                .ShouldNot()
                .HaveDependencyOnAny(
                    "System.IO",
                    "System.Environment",
                    "System.DateTime",
                    "System.DateTimeOffset",
                    "System.Diagnostics.Stopwatch"
                )
                .GetResult()
        );

    [Fact]
    public void Only_the_log_of_suggestions_knows_its_database()
    {
        foreach (
            var assembly in (Assembly[])[CodeAnalysis, Completion, Explanation, Evaluation, Testing, Inference, Assembly.Load("smolcode")]
        )
        {
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), a => a.Name == "Microsoft.Data.Sqlite");
        }

        Assert.Equal(
            ["SmolCode.LanguageServer.Statistics.SuggestionStore"],
            Types
                .InAssembly(LanguageServer)
                .That()
                .HaveDependencyOn("Microsoft.Data.Sqlite")
                .GetTypes()
                .Select(t => t.FullName!.Split('/', '+')[0])
                .Distinct()
        );
    }

    // What completes must not load half a gigabyte for what a user may do at night.
    [Fact]
    public void Training_is_known_by_its_command_only()
    {
        foreach (var assembly in (Assembly[])[CodeAnalysis, Completion, Explanation, Evaluation, Testing, LanguageServer, Inference])
        {
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), a => a.Name is "SmolCode.Training" or "TorchSharp");
        }

        var program = Assembly.Load("smolcode");
        Assert.DoesNotContain(program.GetReferencedAssemblies(), a => a.Name == "TorchSharp");
        Assert.Equal(
            [
                "SmolCode.Commands.LearnCommand",
                "SmolCode.Learning.LearnOrder",
                "SmolCode.Learning.LearnPreview",
                "SmolCode.Learning.Learner",
                "SmolCode.Output.LearnView",
            ],
            Types
                .InAssembly(program)
                .That()
                .HaveDependencyOn("SmolCode.Training")
                .GetTypes()
                .Select(t => t.FullName!.Split('/', '+')[0])
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        var training = Assembly.Load("SmolCode.Training");
        Assert.Equal(
            ["SmolCode.Training.Model"],
            Types.InAssembly(training).That().HaveDependencyOn("TorchSharp").GetTypes().Select(t => t.Namespace).Distinct()
        );
        // The network is for the libraries alone.
        Assert.Equal(
            ["SmolCode.Training.Runtime"],
            Types.InAssembly(training).That().HaveDependencyOn("System.Net").GetTypes().Select(t => t.Namespace).Distinct()
        );
    }

    // The user's code runs in a process of its own; only what speaks to that process starts and loads anything.
    [Fact]
    public void Code_under_test_is_loaded_by_the_sandbox_only() =>
        Assert.Equal(
            ["SmolCode.Testing.Sandboxing"],
            Types
                .InAssembly(Testing)
                .That()
                .HaveDependencyOnAny("System.Diagnostics.Process", "System.Runtime.Loader")
                .GetTypes()
                .Select(t => t.Namespace)
                .Distinct()
        );

    [Fact]
    public void Nothing_talks_to_the_network_but_what_a_user_asks_for()
    {
        foreach (
            var assembly in (Assembly[])
                [CodeAnalysis, Completion, Explanation, Evaluation, Testing, LanguageServer, Assembly.Load("smolcode")]
        )
        {
            Assert.DoesNotContain(
                assembly.GetReferencedAssemblies(),
                a => a.Name is "System.Net.Http" or "System.Net.Sockets" or "System.Net.Requests" or "System.Net.WebSockets.Client"
            );
        }

        // A llama-server that a benchmark starts itself and speaks to on loopback (docs/decisions/0006-peer-on-loopback.md).
        AssertHolds(
            Types
                .InAssembly(Inference)
                .That()
                .DoNotResideInNamespace("SmolCode.Inference.Peers")
                .And()
                .DoNotResideInNamespace("SmolCode.Inference.Downloads")
                .And()
                .DoNotResideInNamespace("SmolCode.Inference.Remote")
                .ShouldNot()
                .HaveDependencyOn("System.Net")
                .GetResult()
        );
        Assert.Equal(
            ["SmolCode.Inference.Benchmarking"],
            Types
                .InAssembly(Inference)
                .That()
                .HaveDependencyOn("SmolCode.Inference.Peers")
                .GetTypes()
                .Select(t => t.Namespace)
                .Where(n => n != "SmolCode.Inference.Peers")
                .Distinct()
        );
        // A team's server is spoken to by one class, which two things make: the model behind a user's setting, and the
        // look at it by the doctor and by the editor's button.
        Assert.Equal(
            [typeof(OpenAiLanguageModel).FullName, typeof(TeamServerCheck).FullName],
            Types
                .InAssembly(Inference)
                .That()
                .HaveDependencyOn(typeof(OpenAiServer).FullName)
                .GetTypes()
                .Select(t => t.FullName!.Split('/', '+')[0])
                .Where(n => n != typeof(OpenAiServer).FullName)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["SmolCode.Diagnosis", "SmolCode.Engines", "SmolCode.UserModels"],
            Types
                .InAssembly(Assembly.Load("smolcode"))
                .That()
                .HaveDependencyOnAny(
                    typeof(FallbackLanguageModel).FullName,
                    typeof(TeamServerOptions).FullName,
                    typeof(TeamServerCheck).FullName
                )
                .GetTypes()
                .Select(t => t.FullName!.Split('/', '+')[0])
                .Where(n => n is not ("SmolCode.Commands.LspCommand" or "SmolCode.Session"))
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        // Only the command that a user types downloads, and the button that a user presses.
        Assert.Equal(
            ["SmolCode.Commands.ModelCommand", "SmolCode.UserModels"],
            ((Assembly[])[Inference, CodeAnalysis, Completion, Evaluation, LanguageServer, Assembly.Load("smolcode")])
                .SelectMany(a => Types.InAssembly(a).That().HaveDependencyOn("SmolCode.Inference.Downloads").GetTypes())
                .Select(t => t.FullName!.Split('/', '+')[0])
                .Where(n => !n.StartsWith("SmolCode.Inference.Downloads.", StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    private static void AssertHolds(NetArchTest.Rules.TestResult result) =>
        Assert.True(result.IsSuccessful, "Violated by: " + string.Join(", ", result.FailingTypeNames ?? []));
}
