namespace ChatSockets.Core.Entries;

/// <summary>A server belongs to its shared log no more: the others have taken it for gone, and said goodbye to its users.</summary>
/// <param name="message">Why, for the log.</param>
internal sealed class NodeFencedException(string message = "The other servers have taken this one for gone.") : Exception(message);
