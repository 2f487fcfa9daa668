using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Modern IRC, "RPL_HELPSTART (704)" and following: help on the command table and the <see cref="HelpTopics"/>. Other servers call it
/// HELPOP.
/// </summary>
internal static class Help
{
    public static readonly Command Row = new("HELP", Handle, "HELP [<command or topic>]",
        "Lists the commands and topics, or explains one.");

    public static readonly Command HelpopRow = Row with { Verb = "HELPOP", Syntax = "HELPOP [<command or topic>]" };

    private static void Handle(CommandContext context, in Message message)
    {
        // The subject as it was asked for, but for its case.
        byte[] subject = message[0].ToArray();
        Ascii.ToUpperInPlace(subject, out _);
        if (subject.Length == 0) Overview(context);
        else if (CommandTable.TryFind(subject, out Command? command)) Tell(context, subject, command.Syntax, [command.Summary]);
        else if (HelpTopics.Find(subject) is { } topic) Tell(context, subject, topic.Title, topic.Lines);
        else context.Reply.Send(Numeric.ERR_HELPNOTFOUND, subject, "There is no help on that; HELP lists the commands"u8);
    }

    private static void Overview(CommandContext context)
    {
        HelpTopic commands = HelpTopics.All[0];
        string others = string.Join(' ', HelpTopics.All.Skip(1).Select(topic => topic.Names[0]));
        Tell(context, "*"u8, commands.Title, [.. commands.Lines, "There is help on these, too:", others]);
    }

    private static void Tell(CommandContext context, ReadOnlySpan<byte> subject, string title, IEnumerable<string> lines)
    {
        Line(context, Numeric.RPL_HELPSTART, subject, title);
        foreach (string line in lines) Line(context, Numeric.RPL_HELPTXT, subject, line);
        Line(context, Numeric.RPL_ENDOFHELP, subject, "End of help");
    }

    private static void Line(CommandContext context, Numeric numeric, ReadOnlySpan<byte> subject, string text)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(numeric);
        writer.Parameter(subject);
        writer.Trailing(text);
        context.Reply.Buffer.End(ref writer);
    }
}
