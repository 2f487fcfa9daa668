using System.CommandLine;
using System.Globalization;
using System.Text;
using ChatSockets.Core.Hooks;
using ChatSockets.Protocol;
using ChatSockets.Server.Configuration;
using ChatSockets.Storage;

namespace ChatSockets.Server.Subcommands;

/// <summary>
/// <c>chat-server hook</c>: makes, lists and ends hooks in a data folder, whether a server is running on it or not. A running server looks
/// them up in the same file.
/// </summary>
internal sealed class HookCommands(SettingFlags flags, ProgramStreams streams)
{
    private readonly Argument<string> _room = new("room") { Description = "The room, in quotes for the shell: '#lobby'." };
    private readonly Argument<string> _name = new("name") { Description = "The hook's name, by which it speaks." };

    public Command Create()
    {
        var add = new Command("add", "Makes a hook, and shows its address once.") { _room, _name };
        Do(add, Add, mayBeNew: true);
        var list = new Command("list", "Lists the hooks of all rooms.");
        Do(list, List);
        var delete = new Command("del", "Ends a hook.") { _room, _name };
        Do(delete, Delete);
        var hook = new Command("hook", "Lets programs say something in a room by HTTP.") { add, list, delete };
        return hook;
    }

    // There may be hooks before the server has run for the first time.
    private void Do(Command command, Func<ParseResult, StoredHooks, ServerOptions, int> run, bool mayBeNew = false) =>
        command.SetAction(result => new FolderCommand(flags, streams).Run(
            result,
            (folder, options) =>
            {
                using StoreFile store = command.Name == "list" ? StoreFile.OpenToRead(folder, CancellationToken.None)
                    : StoreFile.Open(folder, CancellationToken.None);
                return run(result, new StoredHooks(store), options);
            },
            mayBeNew));

    private int Add(ParseResult result, StoredHooks hooks, ServerOptions options)
    {
        byte[] room = Encoding.UTF8.GetBytes(result.GetValue(_room)!);
        byte[] name = Encoding.UTF8.GetBytes(result.GetValue(_name)!);
        if (!RoomName.IsValid(room)) return streams.Complain(ExitCode.WrongUsage,
            $"'{result.GetValue(_room)}' is not a room's name, as '#lobby' is (in quotes, for the shell).");
        if (!Hook.IsName(name))
            return streams.Complain(ExitCode.WrongUsage, Hook.NotAName(result.GetValue(_name)!));
        if (hooks.Add(room, name, "chat-server hook", TimeProvider.System.GetUtcNow()) is not { } token)
            return streams.Complain(ExitCode.CouldNotRun,
                $"{result.GetValue(_room)} has a hook {result.GetValue(_name)} already, or has {Hook.MostPerRoom} of them.");
        string host = string.Create(CultureInfo.InvariantCulture, $"localhost:{options.Port}");
        try
        {
            streams.Output.WriteLine($"http://{host}/hooks/{token}");
        }
        catch (IOException)
        {
            // Nobody has seen its address, and nobody will.
            hooks.Delete(room, name);
            throw;
        }
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

    private int Delete(ParseResult result, StoredHooks hooks, ServerOptions options)
    {
        string room = result.GetValue(_room)!, name = result.GetValue(_name)!;
        if (hooks.Delete(Encoding.UTF8.GetBytes(room), Encoding.UTF8.GetBytes(name))) return ExitCode.Done;
        IEnumerable<string> known = hooks.Of(null).Select(
            hook => $"{Encoding.UTF8.GetString(hook.Room)} {Encoding.UTF8.GetString(hook.Name)}");
        return streams.Complain(ExitCode.CouldNotRun, $"{room} has no hook {name}.{NameAdvice.Of($"{room} {name}", known)}");
    }
}
