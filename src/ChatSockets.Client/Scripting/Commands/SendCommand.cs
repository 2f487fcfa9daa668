using System.CommandLine;
using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>chat-client send</c>: one thing said, and known to have arrived.</summary>
internal static class SendCommand
{
    public static Command Create(CommonOptions common, RunClient run)
    {
        Argument<string> server = CommonOptions.Server();
        var text = new Argument<string[]>("text")
        {
            Description = "What to say; the lines of standard input where it is - or nothing.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        text.Validators.Add(result =>
        {
            bool isEmpty = result.Tokens.Count > 0 && result.Tokens.All(token => string.IsNullOrWhiteSpace(token.Value));
            if (isEmpty) result.AddError("the text is empty: TEXT is what to say, or - for the lines of standard input.");
        });
        var to = new Option<string?>("--to") { Description = "The nickname or room to send to, in place of --room.", HelpName = "NAME" };
        to.Validators.Add(CommonOptions.ValidateTarget);
        var replyTo = new Option<string?>("--reply-to")
        {
            Description = "The id of the message that it answers, as --json prints it.",
            HelpName = "ID",
        };
        replyTo.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var id }] && !MessageMarks.IsMessageId(id))
                result.AddError($"'{id}' is not a message's id: --reply-to is one that --json prints.");
        });
        var once = new Option<string?>("--once")
        {
            Description = $"An id of yours ({MessageMarks.OnceRule}): sent again with the same id, it arrives once. Needs --account.",
            HelpName = "ID",
        };
        once.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var id }] && !MessageMarks.IsOnceId(id))
                result.AddError($"'{id}' is not an id: {MessageMarks.OnceRule}");
        });
        var command = new Command("send", "Say one thing, wait until the server has taken it, and leave.")
        {
            server, text, to, replyTo, once,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(to) is not null && common.NamesRooms(result)) result.AddError("--to and --room cannot be used together.");
            if (result.GetResult(once) is not null && !common.NamesAccount(result))
                result.AddError("--once needs --account: the server remembers ids by account.");
        });
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server));
            string? named = parsed.GetValue(to);
            // What is said to those of one status (@#room) needs the room, too.
            string room = named?.TrimStart('~', '@', '%') ?? "";
            bool isRoom = RoomName.IsRoom(Encoding.UTF8.GetBytes(room));
            IReadOnlyList<string> rooms = named is null ? options.Rooms : isRoom ? [room] : [];
            string said = string.Join(' ', parsed.GetValue(text) ?? []);
            var what = new SendOptions(named is null ? rooms : [named], said is "" or "-" ? null : said,
                new MessageMarks(parsed.GetValue(replyTo), parsed.GetValue(once)));
            return run(options with { Rooms = rooms }, app => new SendOnce(app, ScriptStreams.Console(), what));
        });
        return command;
    }
}
