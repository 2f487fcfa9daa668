using ChatSockets.Client.Connection;
using ChatSockets.Client.Model;

namespace ChatSockets.Client;

/// <summary>Who the client works for: a person at a terminal, a pipe, a script. The loop's thread calls all members.</summary>
internal interface IFrontend : IDisposable
{
    /// <summary>Whether a lost connection is made anew; a script wants to know of the loss instead.</summary>
    bool Reconnects { get; }

    /// <summary>The loop begins: start listening for input.</summary>
    void Begin();

    /// <summary>Registered, and each of the rooms has let us in or has not; again after each reconnection.</summary>
    void Ready();

    void Show(SessionEvent happened);

    /// <summary>The client's own words.</summary>
    void Tell(ChatLine line);

    void Handle(InputEvent input);

    /// <summary>Ctrl-C as a signal, SIGTERM, or <see cref="Alarm.Script"/>.</summary>
    void Stop(bool timedOut);

    /// <summary>Nothing more is waiting at present: show what has gathered.</summary>
    void Settle();
}
