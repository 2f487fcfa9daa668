using ChatSockets.Client.Core;
using ChatSockets.CommandLine;

StandardStreams.Fill();
using var errors = new StandardError(Console.Error);
Console.SetError(errors);
return ChatSockets.Client.CommandLine.Run(args, static (options, frontend) =>
{
    using var app = new ClientApp(options, TimeProvider.System, Console.Error, frontend);
    return app.Run();
});
