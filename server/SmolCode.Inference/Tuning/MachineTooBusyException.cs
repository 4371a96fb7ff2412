namespace SmolCode.Inference.Tuning;

/// <summary>Other programs disturb measurements too much to tell anything; the message is for a user.</summary>
public sealed class MachineTooBusyException(string message) : Exception(message);
