using ChatSockets.Server;

return await ServerCommandLine.RunAsync(args).ConfigureAwait(false);
