namespace ChatSockets.Core.Entries;

/// <summary>The other servers of a shared log have taken this one for gone, and said goodbye to its users.</summary>
internal sealed class NodeFencedException() : Exception("The other servers have taken this one for gone.");
