using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Settings;

/// <summary>With the commands of a Unix shell.</summary>
public sealed class PasswordCommandTests
{
    [Fact]
    public void The_password_is_the_first_line_of_the_output() => Check("echo 'open sesame'; echo more", new PasswordResult("open sesame"));

    [Fact]
    public void There_is_nothing_to_read_for_a_command() => Check("cat; echo sesame", new PasswordResult("sesame"));

    [Fact]
    public void A_command_that_prints_nothing_is_told() =>
        Check("true", new PasswordResult(null, "The password command 'true' printed nothing. It must print the password."));

    [Fact]
    public void A_command_that_fails_is_told_with_its_own_words() => Check("echo half; echo locked. >&2; exit 3",
        new PasswordResult(null, "The password command 'echo half; echo locked. >&2; exit 3' failed with exit code 3: locked."));

    [Fact]
    public void A_command_that_does_not_end_is_killed() => Check("echo sesame; tail -f /dev/null", new PasswordResult(null,
        "The password command 'echo sesame; tail -f /dev/null' did not end within 0.2 seconds. It must not ask for anything."), 0.2);

    private static void Check(string command, PasswordResult expected, double deadline = 10)
    {
        if (OperatingSystem.IsWindows()) return;
        new PasswordCommand(TimeSpan.FromSeconds(deadline)).Run(command).Should().Be(expected);
    }
}
