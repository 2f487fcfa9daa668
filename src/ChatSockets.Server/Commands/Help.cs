using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "HELP message": the command table, told to people.</summary>
internal static class Help
{
    public static readonly Command Row = new("HELP", Handle, "HELP [<command>]", "Lists the commands, or tells what one does.");

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> subject = message[0];
        if (subject.IsEmpty)
        {
            Start(context, "*"u8, "These are the commands. HELP <command> tells more of one.");
            foreach (string[] line in CommandTable.Rows.Select(row => row.Verb).Order(StringComparer.Ordinal).Chunk(10))
                Say(context, "*"u8, string.Join(' ', line));
            End(context, "*"u8);
        }
        else if (CommandTable.TryFind(subject, out Command? command))
        {
            byte[] verb = Encoding.ASCII.GetBytes(command.Verb);
            Start(context, verb, command.Syntax);
            Say(context, verb, command.Summary);
            End(context, verb);
        }
        else
        {
            context.Reply.Send(Numeric.ERR_HELPNOTFOUND, subject, "There is no help on that; HELP lists the commands"u8);
        }
    }

    private static void Start(CommandContext context, ReadOnlySpan<byte> subject, string text) => Line(context, Numeric.RPL_HELPSTART, subject, text);

    private static void Say(CommandContext context, ReadOnlySpan<byte> subject, string text) => Line(context, Numeric.RPL_HELPTXT, subject, text);

    private static void End(CommandContext context, ReadOnlySpan<byte> subject) => Line(context, Numeric.RPL_ENDOFHELP, subject, "End of help");

    private static void Line(CommandContext context, Numeric numeric, ReadOnlySpan<byte> subject, string text)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(numeric);
        writer.Parameter(subject);
        writer.Trailing(text);
        context.Reply.Buffer.End(ref writer);
    }
}
