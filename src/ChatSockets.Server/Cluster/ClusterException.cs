namespace ChatSockets.Server.Cluster;

/// <summary>A cluster cannot be joined, or asked; the message says why and what to do.</summary>
/// <param name="message">For people.</param>
/// <param name="cause">The cause; null for none.</param>
internal sealed class ClusterException(string message, Exception? cause = null) : Exception(message, cause);
