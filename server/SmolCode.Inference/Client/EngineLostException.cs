namespace SmolCode.Inference.Client;

/// <summary>The engine process ended before it answered.</summary>
internal sealed class EngineLostException(Exception innerException) : Exception("The engine process ended.", innerException);
