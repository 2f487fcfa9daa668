using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Sessions;

public sealed class PingTimerTests
{
    private readonly ManualClock _clock = new();
    private readonly PingTimer _liveness;

    public PingTimerTests()
    {
        var options = new ServerOptions { Clock = _clock };
        _liveness = new PingTimer(() => options, options.Clock);
    }

    [Fact]
    public void Whoever_says_nothing_is_greeted_after_two_seconds_and_once()
    {
        Undecided().Should().Be((Due.Nothing, 2));
        Pass(1.5);
        Undecided().Should().Be((Due.Nothing, 0.5));
        Pass(0.5);
        Undecided().Due.Should().Be(Due.Greeting);
        Undecided().Should().Be((Due.Nothing, 58));
    }

    [Fact]
    public void Whoever_does_not_register_within_a_minute_is_out_whatever_he_says()
    {
        Pass(59);
        _liveness.Heard(_clock.GetTimestamp());
        Next(registered: false).Should().Be((Due.Nothing, 1));
        Pass(1);
        Next(registered: false).Due.Should().Be(Due.RegistrationTimeout);
    }

    [Fact]
    public void Whoever_is_silent_for_two_minutes_is_sent_one_ping_and_after_another_minute_is_out()
    {
        Next().Should().Be((Due.Nothing, 120));
        Pass(119);
        Next().Should().Be((Due.Nothing, 1));
        Pass(1);
        Next().Due.Should().Be(Due.Ping);
        Next().Should().Be((Due.Nothing, 60));
        Pass(59);
        Next().Should().Be((Due.Nothing, 1));
        Pass(1);
        Next().Due.Should().Be(Due.PingTimeout);
    }

    [Fact]
    public void Any_sign_of_life_begins_the_count_anew()
    {
        Pass(100);
        _liveness.Heard(_clock.GetTimestamp());
        Next().Should().Be((Due.Nothing, 120));
        Pass(120);
        Next().Due.Should().Be(Due.Ping);
        Pass(59);
        _liveness.Heard(_clock.GetTimestamp());
        Next().Should().Be((Due.Nothing, 120));
        Pass(120);
        Next().Due.Should().Be(Due.Ping);
    }

    [Fact]
    public void Whoever_is_behind_need_not_answer_but_is_asked_again_an_interval_after_the_last_ping()
    {
        Pass(120);
        Next().Due.Should().Be(Due.Ping);
        Pass(50);
        _liveness.HeardSometime();
        Next().Should().Be((Due.Nothing, 70));
        Pass(30);
        _liveness.HeardSometime();
        Next().Should().Be((Due.Nothing, 40));
        Pass(40);
        Next().Due.Should().Be(Due.Ping);
    }

    [Fact]
    public void After_a_long_sleep_of_the_machine_everybody_still_has_a_minute_to_answer()
    {
        Pass(86_400);
        Next().Due.Should().Be(Due.Ping);
        Next().Should().Be((Due.Nothing, 60));
    }

    [Fact]
    public void A_person_in_line_mode_is_not_pinged() =>
        _liveness.Next(isDecided: true, isRegistered: true, isPinged: false, out TimeSpan _).Should().Be(Due.Nothing);

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    private (Due Due, double Wait) Undecided() => (_liveness.Next(false, false, false, out TimeSpan wait), wait.TotalSeconds);

    private (Due Due, double Wait) Next(bool registered = true) =>
        (_liveness.Next(true, registered, true, out TimeSpan wait), wait.TotalSeconds);
}
