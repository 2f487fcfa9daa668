using ChatSockets.Client.Core;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary>Runs the client with a front. Returns the exit code.</summary>
internal delegate int RunClient(ClientOptions options, Func<ClientApp, IFrontend> frontend);
