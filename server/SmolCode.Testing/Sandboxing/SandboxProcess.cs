using System.Text.Json;

namespace SmolCode.Testing.Sandboxing;

/// <summary>
/// The process that runs a user's code: requests as JSON lines on stdin, replies on stdout. Whatever the code does to the process, the
/// parent lives; so nothing is undone here, the process just ends.
/// </summary>
public static class SandboxProcess
{
    /// <summary>Runs until stdin ends.</summary>
    public static int Run()
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        // What the code prints is nobody's protocol.
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        Console.SetIn(TextReader.Null);
        var host = new SandboxHost();
        while (input.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize(line, SandboxJson.Default.SandboxRequest)!;
            SandboxReply reply;
            try
            {
                reply = request.Images is null ? host.Run(request) : host.Load(request);
            }
            catch (Exception e)
            {
                reply = new SandboxReply { Id = request.Id, Problem = $"{e.GetType().Name}: {e.Message}" };
            }

            output.WriteLine(JsonSerializer.Serialize(reply, SandboxJson.Default.SandboxReply));
        }

        // Threads that the code left running don't keep the process.
        Environment.Exit(0);
        return 0;
    }
}
