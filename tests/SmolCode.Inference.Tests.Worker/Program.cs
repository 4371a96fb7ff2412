using SmolCode.Inference;

return await EngineProcess.RunAsync(args, CancellationToken.None);
