using ChatSockets.Client;

return CommandLine.Run(args, static (options, frontend) =>
{
    using var app = new ClientApp(options, TimeProvider.System, Console.Error, frontend);
    return app.Run();
});
