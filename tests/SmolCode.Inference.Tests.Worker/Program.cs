using SmolCode.Inference;

// A test asks for a process that dies at once, or that never answers.
switch (Environment.GetEnvironmentVariable("SMOLCODE_TEST_WORKER"))
{
    case "die":
        await Console.Error.WriteLineAsync("told to die");
        return 3;
    default:
        return await EngineProcess.RunAsync(args, CancellationToken.None);
}
