using System.CommandLine;
using System.Globalization;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;

namespace ChatSockets.Server.Hooks;

/// <summary>
/// <c>chat-server hook</c>: makes, lists and ends hooks in a data folder, whether a server is running on it or not. A running server looks
/// them up in the same file.
/// </summary>
internal sealed class HookCommands(SettingFlags flags, ProgramStreams streams)
{
    private readonly Argument<string> _room = new("room");
    private readonly Argument<string> _name = new("name");

    public Command Create()
    {
        var add = new Command("add", "Makes a hook, and shows its address once.") { _room, _name };
        Do(add, Add, mayBeNew: true);
        var list = new Command("list", "Lists the hooks of all rooms.");
        Do(list, List);
        var delete = new Command("del", "Ends a hook.") { _room, _name };
        Do(delete, Delete);
        var hook = new Command("hook", "Lets programs say something in a room by HTTP.") { add, list, delete };
        hook.SetAction(_ =>
        {
            streams.Output.Write(HelpText.Text());
            return ExitCode.Done;
        });
        return hook;
    }

    private void Do(Command command, Func<ParseResult, StoredHooks, ServerOptions, int> run,
        bool mayBeNew = false) => command.SetAction(result =>
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(flags.Read(result, streams.Environment));
        if (loaded.Errors.Count > 0) return streams.Refuse(loaded.Errors);
        if (loaded.Options.ForServer.DataFolder is not { } folder)
            return Complain(ExitCode.WrongUsage, "This server stores nothing on disk. Name a folder with --data, or a server with --port.");
        try
        {
            // There may be hooks before the server has run for the first time.
            if (mayBeNew) Directory.CreateDirectory(folder);
            if (mayBeNew && !File.Exists(Path.Combine(folder, Database.FileName))) Database.OpenFile(folder,
                loaded.Options.Server.Durability);
            using var store = StoreFile.Open(folder, CancellationToken.None);
            return run(result, new StoredHooks(store), loaded.Options.ForServer);
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            return Complain(ExitCode.CouldNotRun, exception.Message);
        }
    });

    private int Add(ParseResult result, StoredHooks hooks, ServerOptions options)
    {
        byte[] room = Encoding.UTF8.GetBytes(result.GetValue(_room)!);
        byte[] name = Encoding.UTF8.GetBytes(result.GetValue(_name)!);
        if (!RoomName.IsValid(room)) return Complain(ExitCode.WrongUsage,
            $"'{result.GetValue(_room)}' is not a room's name, as '#lobby' is (in quotes, for the shell).");
        if (!Hook.IsName(name))
            return Complain(ExitCode.WrongUsage,
                $"'{result.GetValue(_name)}' cannot be the name of a hook: letters, digits and _-[]{{}}\\|^` only, up to 20, no digit "
                    + "first.");
        if (hooks.Add(room, name, "chat-server hook", TimeProvider.System.GetUtcNow()) is not { } token)
            return Complain(ExitCode.CouldNotRun,
                $"{result.GetValue(_room)} has a hook {result.GetValue(_name)} already, or has {Hook.MostPerRoom} of them.");
        string host = string.Create(CultureInfo.InvariantCulture, $"localhost:{options.Port}");
        streams.Output.WriteLine($"http://{host}/hooks/{token}");
        streams.Error.WriteLine(
            $"That is its address, which is not shown again. Try it: curl -d 'the build is red' http://{host}/hooks/{token}");
        streams.Error.WriteLine(
            $"For GitHub: http://{host}/hooks/{token}/github, content type application/json, secret {Hook.SecretOf(token)}");
        return ExitCode.Done;
    }

    private int List(ParseResult result, StoredHooks hooks, ServerOptions options)
    {
        foreach (Hook hook in hooks.Of(null))
            streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Encoding.UTF8.GetString(hook.Room)}  {Encoding.UTF8.GetString(hook.Name)}  {hook.MadeAt:yyyy-MM-dd HH:mm:ss 'UTC'} "
                    + $" {hook.MadeBy}"));
        return ExitCode.Done;
    }

    private int Delete(ParseResult result, StoredHooks hooks, ServerOptions options) =>
        hooks.Delete(Encoding.UTF8.GetBytes(result.GetValue(_room)!), Encoding.UTF8.GetBytes(result.GetValue(_name)!))
            ? ExitCode.Done
            : Complain(ExitCode.CouldNotRun, $"{result.GetValue(_room)} has no hook {result.GetValue(_name)}.");

    private int Complain(int code, string text)
    {
        streams.Complain(text);
        return code;
    }
}
