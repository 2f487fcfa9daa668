using ChatSockets.CommandLine;
using ChatSockets.Server;

StandardStreams.Fill();
return await ServerCommandLine.RunAsync(args).ConfigureAwait(false);
