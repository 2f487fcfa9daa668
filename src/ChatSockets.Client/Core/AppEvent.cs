using ChatSockets.Client.Connection;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Core;

/// <summary>
/// Everything that can happen to the client. Any thread posts them, the one loop of <see cref="ClientApp"/> handles them.
/// </summary>
internal abstract record AppEvent;

/// <summary>Something has come from a connection.</summary>
internal sealed record LinkReported(LinkEvent Event) : AppEvent;

/// <summary>Something to be run by the loop.</summary>
internal sealed record Posted(Action Run) : AppEvent;

/// <summary>An event of the user's.</summary>
internal abstract record InputEvent : AppEvent;

/// <summary>Something that a terminal has sent, for a front that has the whole screen.</summary>
internal sealed record TerminalHappened(TerminalEvent Event) : InputEvent;

internal sealed record InputLine(string Text) : InputEvent;

internal sealed record InputEnded : InputEvent;

/// <summary>Standard input cannot be read; the reason is a clause.</summary>
internal sealed record InputFailed(string Reason) : InputEvent;

/// <summary>Ctrl-C where it is a signal (2), SIGTERM (15), SIGHUP (1).</summary>
internal sealed record Interrupted(int Signal) : AppEvent;

/// <summary>A deadline has passed; an alarm that was set again since has another version.</summary>
internal sealed record AlarmRang(Alarms Alarms, Alarm Alarm, long Version) : AppEvent;
