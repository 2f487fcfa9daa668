namespace ChatSockets.CommandLine.Tests;

public sealed class UsageErrorsTests
{
    [Theory]
    // An option that there is not.
    [InlineData("chat-server --portt 5", "'chat-server' has no option --portt; did you mean --port?")]
    [InlineData("chat-server --portt=5", "'chat-server' has no option --portt; did you mean --port?")]
    [InlineData("chat-server -x", "'chat-server' has no option -x; 'chat-server --help-all' lists them.")]
    [InlineData("chat-server history export --sinc 2026-01-01", "'chat-server history export' has no option --sinc; did you mean --since?")]
    [InlineData("chat-server --operators", "--operators is no option: operators can be set only in the configuration file.")]
    [InlineData("chat-client discover --room x", "'chat-client discover' has no option --room; 'chat-client --help-all' lists them.")]
    [InlineData("chat-client --nik bob", "'chat-client' has no option --nik; did you mean --nick? To use it as text, write it after --")]
    [InlineData("chat-client send localhost hi --nik",
        "'chat-client send' has no option --nik; did you mean --nick? To use it as text, write it after --")]
    [InlineData("chat-server account add --nonsense",
        "'chat-server account add' has no option --nonsense; 'chat-server --help-all' lists them. To use it as text, write it after --")]
    // A command that there is not.
    [InlineData("chat-server acount list", "'chat-server' has no command 'acount'; did you mean account?")]
    [InlineData("chat-server account lst", "'chat-server account' has no command 'lst'; did you mean list?")]
    [InlineData("chat-server 5000", "'chat-server' has no command '5000'; did you mean --port 5000?")]
    [InlineData("chat-client sned localhost hi", "'chat-client' has no command 'sned'; did you mean send?")]
    [InlineData("chat-client config nothing", "'chat-client config' has no command 'nothing'; there are: check, edit, keys, path, show.")]
    // Too many and too few.
    [InlineData("chat-client localhost more", "'more' is one argument too many; it is: chat-client [options] [SERVER]")]
    [InlineData("chat-client wait", "'wait' needs SERVER and PATTERN: chat-client wait [options] SERVER PATTERN")]
    [InlineData("chat-client wait localhost", "'wait' needs PATTERN: chat-client wait [options] SERVER PATTERN")]
    [InlineData("chat-server account add", "'account add' needs NAME: chat-server account add [options] NAME")]
    [InlineData("chat-server --port", "--port needs a value: --port NUMBER")]
    [InlineData("chat-server --tls", "--tls needs a value: --tls MODE, which is off, optional or required")]
    [InlineData("chat-client localhost --room", "--room needs a value: --room ROOM")]
    [InlineData("chat-server --port 1 --port 2", "--port was given 2 times; give it once")]
    [InlineData("chat-server --in-memory=maybe", "--in-memory takes no value; leave out 'maybe'")]
    [InlineData("chat-client --json=perhaps", "--json takes no value; leave out 'perhaps'")]
    [InlineData("chat-client localhost --json=perhaps", "--json takes no value; leave out 'perhaps'")]
    [InlineData("chat-client send localhost --json:1 hi", "--json takes no value; leave out '1'")]
    [InlineData("chat-client who localhost --json=", "--json takes no value; leave out ''")]
    // Nothing where there must be something.
    [InlineData("chat-server --data=", "--data needs a value: --data DIR")]
    [InlineData("chat-server history export --data  --account ", "--data needs a value that is not empty: --data DIR",
        "--account needs a value that is not empty: --account NAME")]
    [InlineData("chat-server --password ", "--password needs a value that is not empty: --password PASSWORD")]
    [InlineData("chat-client localhost --account ", "--account needs a value that is not empty: --account NAME")]
    [InlineData("chat-client localhost --nick ", "--nick needs a value that is not empty: --nick NAME")]
    // Another type.
    [InlineData("chat-server top --process x", "--process needs a whole number, as 5, not 'x'")]
    [InlineData("chat-client tail localhost --count x", "'x' is not a count: --count is a number from 1 on.")]
    [InlineData("chat-client localhost --timeout x", "'x' is not a timeout: --timeout is a number of seconds above 0.")]
    [InlineData("chat-client ping localhost -i x", "'x' is not a time: --interval is a number of seconds from 0.1 to 100000.")]
    [InlineData("chat-client completion tcsh", "'tcsh' is not known here: SHELL is bash, fish, powershell, zsh.")]
    public void Each_mistake_is_one_line_that_says_what_to_do(string line, params string[] expected) =>
        Programs.Errors(line).Should().Equal(expected);

    [Theory]
    [InlineData("chat-server")]
    [InlineData("chat-server --port 6667 --bind ::1 --bind 127.0.0.1 --tls off")]
    [InlineData("chat-server account add alice --port 6667")]
    [InlineData("chat-client")]
    [InlineData("chat-client send localhost -- hello --nik")]
    [InlineData("chat-client send localhost -- --json=perhaps")]
    [InlineData("chat-client who localhost --json=true")]
    [InlineData("chat-client who localhost --json false")]
    [InlineData("chat-client send localhost hello:there :)")]
    [InlineData("chat-server --exempt-networks ")]
    public void What_is_right_is_no_mistake(string line) =>
        Programs.Errors(line).Should().BeEmpty();
}
