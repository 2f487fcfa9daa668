namespace ChatSockets.Storage;

/// <summary>The store could not do what it was asked; the message says why and what to do, for people.</summary>
internal sealed class StoreException(string message, Exception? inner) : Exception(message, inner);
