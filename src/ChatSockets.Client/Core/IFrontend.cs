using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>The client's front: a terminal, a pipe, a script. The loop's thread calls all members.</summary>
internal interface IFrontend : IDisposable
{
    /// <summary>Whether a lost connection is made again; a script is told of the loss instead.</summary>
    bool Reconnects { get; }

    /// <summary>Whether a single room that refuses us is the end.</summary>
    bool NeedsAllRooms => false;

    /// <summary>
    /// Whether the core keeps timelines and an outbox for it; a front that passes everything on at once needs none.
    /// </summary>
    bool KeepsTimelines => false;

    /// <summary>The capabilities that it can use beside those that every front has.</summary>
    Capability Wanted => Capability.None;

    /// <summary>Whether something was sent that the server has not answered for.</summary>
    bool IsUncertain => false;

    /// <summary>The exit code of all that has happened so far.</summary>
    int Result => ExitCode.Done;

    /// <summary>The exit code if a signal ends it now.</summary>
    int ResultOf(int signal) => ExitCode.Signalled + signal;

    /// <summary>The size of the screen; null without one.</summary>
    (int Height, int Width)? Size => null;

    /// <summary>Whether an input is part of a password, which no recording may have.</summary>
    bool IsSecret(InputEvent input) => false;

    /// <summary>The loop begins: start listening for input.</summary>
    void Begin();

    /// <summary>Registered, and each of the rooms has let us in or has not; again after each reconnection.</summary>
    void Ready(Network network);

    void Show(Network network, SessionEvent happened);

    /// <summary>These messages have just been sent.</summary>
    void Sent(IReadOnlyList<SentMessage> messages)
    {
    }

    /// <summary>A message is about to lose its text; <see cref="Show"/> follows.</summary>
    void Redacting(Conversation conversation, Redacted happened)
    {
    }

    /// <summary>Shows a list to choose from. Only a front with timelines gets one.</summary>
    void Offer(string heading, IReadOnlyList<Choice> choices)
    {
    }

    /// <summary>Shows a message that was chosen from a list.</summary>
    void Reveal(MessageReference message)
    {
    }

    /// <summary>Copies a text to where the user can paste it from. Returns what to tell the user.</summary>
    string Copy(string text) => "";

    /// <summary>Clears the screen, if there is one.</summary>
    void Clear()
    {
    }

    /// <summary>The client's own words.</summary>
    void Tell(ChatLine line);

    void Handle(InputEvent input);

    /// <summary><see cref="Alarm.Script"/> has rung.</summary>
    void TimeOut();

    /// <summary>Nothing more is pending: shows or writes everything so far.</summary>
    void Flush();
}
