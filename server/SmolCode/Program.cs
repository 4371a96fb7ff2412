using System.CommandLine;
using System.CommandLine.Parsing;
using SmolCode;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Commands;
using SmolCode.Evaluation;
using SmolCode.Inference;
using SmolCode.Inference.Recording;
using SmolCode.Testing.Sandboxing;

TeamServerKey.Take();

// The worker process: nothing of the command line is needed, and stdout belongs to its protocol.
if (args is [EngineCommand.Name, .. var engineArguments] && !engineArguments.Any(a => a is "--help" or "-h" or "-?"))
{
    return await EngineProcess.RunAsync(engineArguments, CancellationToken.None);
}

// The process that runs code under test: the same.
if (args is [SandboxCommand.Name, ..])
{
    return SandboxProcess.Run();
}

Console.OutputEncoding = System.Text.Encoding.UTF8;
var root = new RootCommand(
    "SmolCode: C# completion from a small local language model, checked by the compiler.\n\nExample: smolcode complete src/Program.cs:12:9"
)
{
    CompleteCommand.Create(),
    ExplainCommand.Create(),
    TestsCommand.Create(),
    LearnCommand.Create(),
    EvalCommand.Create(),
    ModelCommand.Create(),
    BenchCommand.Create(),
    StatsCommand.Create(),
    DoctorCommand.Create(),
    LspCommand.Create(),
    EngineCommand.Create(),
    SandboxCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }

    var names = new Stack<string>();
    for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
    {
        names.Push(result.Command is RootCommand ? "smolcode" : result.Command.Name);
    }

    Console.Error.WriteLine($"See {string.Join(' ', names)} --help.");
    return ExitCode.WrongArguments;
}

try
{
    // A training ends after the step at hand, and writes what it has.
    return await parsed.InvokeAsync(
        new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(parsed.CommandResult.Command.Name == LearnCommand.Name ? 120 : 2),
        }
    );
}
catch (OperationCanceledException)
{
    return ExitCode.Cancelled;
}
catch (CommandFailedException exception)
{
    Console.Error.WriteLine(exception.Message);
    return exception.ExitCode;
}
catch (Exception exception)
    when (exception
            is EvaluationException
                or WorkspaceLoadException
                or TestSubjectException
                or LanguageModelUnavailableException
                or ModelRecordingException
                or ModelFileException
                or IOException
                or UnauthorizedAccessException
    )
{
    Console.Error.WriteLine(exception.Message);
    return ExitCode.Failed;
}
catch (Exception exception)
{
    Console.Error.WriteLine($"SmolCode failed in a way that it should not have: {exception.Message} Please report it with what follows.");
    Console.Error.WriteLine(exception);
    return ExitCode.Failed;
}
