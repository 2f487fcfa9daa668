using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests.Core;

/// <summary>Networks to which no connection is made.</summary>
internal static class Networks
{
    public static Network Any()
    {
        ClientOptions options = ClientRun.Options(new ServerAddress("127.0.0.1", 1));
        var streams = new ScriptStreams(Stream.Null, Stream.Null, TextWriter.Null);
        return new ClientApp(options, TimeProvider.System, TextWriter.Null, app => new PipeChat(app, streams)).Networks[0];
    }
}
