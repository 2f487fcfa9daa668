namespace ChatSockets.Client.Settings.Kinds;

/// <summary>A <see cref="HookSettings"/> as the file has it.</summary>
internal sealed class HookKind() : RecordKind<HookSettings>("a hook", new HookSettings(), Table)
{
    private static readonly IReadOnlyList<Setting<HookSettings>> Table =
    [
        new Setting<HookSettings, string>(
            "program", "The program to run, by its name or path; no shell is involved.", "\"/home/alice/bin/answer\"",
            new TextKind("a program in quotes", program => program.Trim().Length == 0 ? "This is not a program." : null),
            hook => hook.Program, (hook, program) => hook with { Program = program })
        { IsRequired = true },
        new Setting<HookSettings, IReadOnlyList<string>>(
            "arguments", "Its arguments.", "[\"--short\"]", new ListKind<string>(new TextKind()),
            hook => hook.Arguments, (hook, arguments) => hook with { Arguments = arguments }),
        new Setting<HookSettings, IReadOnlyList<HookEvent>>(
            "events", "What it runs on: \"message\" (any), \"mention\", \"private\", \"connected\", \"disconnected\".", "[\"mention\"]",
            new ListKind<HookEvent>(new ChoiceKind<HookEvent>(
            [
                ("message", HookEvent.Message), ("mention", HookEvent.Mention), ("private", HookEvent.Private),
                ("connected", HookEvent.Connected), ("disconnected", HookEvent.Disconnected),
            ])),
            hook => hook.Events, (hook, events) => hook with { Events = events })
        { IsRequired = true },
    ];
}
