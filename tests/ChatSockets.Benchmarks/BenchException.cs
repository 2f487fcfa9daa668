namespace ChatSockets.Benchmarks;

/// <summary>A measurement that cannot be taken; the message says why in a sentence for the person who ran it.</summary>
internal sealed class BenchException(string message) : Exception(message);
