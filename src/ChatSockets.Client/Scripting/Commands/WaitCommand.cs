using System.CommandLine;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>chat-client wait</c>: the first message that matches a pattern.</summary>
internal static class WaitCommand
{
    public static Command Create(CommonOptions common, RunClient run)
    {
        Argument<string> server = CommonOptions.Server();
        var pattern = new Argument<string>("pattern") { Description = "A regular expression (.NET's)." };
        var literal = new Option<bool>("--literal") { Description = "The pattern is a text, as it is." };
        var from = new Option<string?>("--from") { Description = "Only what that nickname says.", HelpName = "NAME" };
        from.Validators.Add(result => CommonOptions.ValidateName(result, "--from"));
        var since = new SinceOption("Also look at messages since then");
        var command = new Command("wait", "Wait until somebody says what matches the pattern, and print it.")
        {
            server, pattern, literal, from, since,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(literal) || result.GetResult(pattern) is not { Tokens: [{ Value: { } value }] }) return;
            if (value.Length == 0) result.AddError("the pattern is empty: PATTERN is a regular expression, or with --literal a text.");
            else if (Pattern.Error(value) is { } error)
            {
                result.AddError($"'{value}' is not a regular expression: {error} To wait for it as plain text, use --literal.");
            }
        });
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server), timeoutIsForConnecting: false);
            var meant = new Pattern(parsed.GetRequiredValue(pattern), parsed.GetValue(literal));
            var listen = new ListenOptions(meant, 1, common.ReadTimeout(parsed)) { From = parsed.GetValue(from) };
            return run(options with { Since = since.Read(parsed) }, app => new Listen(app, ScriptStreams.Console(), listen));
        });
        return command;
    }
}
