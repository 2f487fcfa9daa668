namespace ChatSockets.Core.Services;

/// <summary>HELP of every service, made from its table.</summary>
internal static class ServiceHelp
{
    public const string Name = "HELP";

    /// <summary>Tells of all commands, or of those that the words mean.</summary>
    public static void Tell(ServiceCall call, IReadOnlyList<string> words)
    {
        if (words.Count == 0 || words[0].Equals(Name, StringComparison.OrdinalIgnoreCase)) Overview(call);
        else if (call.Service.Find(words) is { } command) Explain(call, command);
        else if (Group(call.Service, words) is { Count: > 0 } group) TellGroup(call, group);
        else call.Say($"There is no such command. All there are: {call.HowTo(Name)}");
    }

    /// <summary>The commands of two words that begin with the first of these.</summary>
    public static IReadOnlyList<ServiceCommand> Group(Service service, IReadOnlyList<string> words) =>
        [.. service.Commands.Where(command => command.Name.StartsWith(words[0] + " ", StringComparison.OrdinalIgnoreCase))];

    /// <summary>Tells how each of these is written.</summary>
    public static void TellGroup(ServiceCall call, IReadOnlyList<ServiceCommand> group)
    {
        call.Say("That takes one of these:");
        List(call, group, command => call.HowTo(command.Syntax));
    }

    private static void Overview(ServiceCall call)
    {
        call.Say(call.Service.Purpose);
        List(call, call.Service.Commands, command => command.Name);
        call.Say($"More of one of them: {call.HowTo($"{Name} <command>")}");
    }

    private static void Explain(ServiceCall call, ServiceCommand command)
    {
        call.Say($"{call.HowTo(command.Syntax)}");
        call.Say(command.Summary);
        foreach (string line in command.Details) call.Say(line);
    }

    private static void List(ServiceCall call, IReadOnlyList<ServiceCommand> commands, Func<ServiceCommand, string> name)
    {
        int width = commands.Select(command => name(command).Length).DefaultIfEmpty().Max();
        foreach (ServiceCommand command in commands) call.Say($"  {name(command).PadRight(width)}  {command.Summary}");
    }
}
