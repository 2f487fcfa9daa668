namespace ChatSockets.CommandLine.Tests.Completion;

/// <summary>What shells offer behind a command line. The last word is the one that is being typed; an underscore is an empty one.</summary>
public sealed class CompletionTests
{
    public static TheoryData<string, string> Lines => new()
    {
        { "chat-server acc", "account" },
        { "chat-server account a", "add always-on" },
        { "chat-server --tls _", "off optional required" },
        { "chat-server --port 5000 account al", "always-on" },
        { "chat-server --name account do", "doctor" },
        { "chat-server account always-on bob o", "off on" },
        { "chat-server account add bob on", "" },
        { "chat-server completion f", "fish" },
        { "chat-server history export --si", "--since" },
        { "chat-server account add --password-s", "--password-stdin" },
        { "chat-server top --max-connections-per-n", "--max-connections-per-network" },
        { "chat-server backup b", "backup.db" },
        { "chat-server --motd b", "backup.db" },
        { "chat-server import znc first.log b", "backup.db" },
        { "chat-server --data d", "data/" },
        { "chat-server --port a", "" },
        { "chat-client send localhost --re", "--reply-to" },
        { "chat-client replay --spe", "--speed" },
        { "chat-client trust --for", "--forget" },
        { "chat-client tail --room wait --cou", "--count" },
        { "chat-client send localhost -- --to", "" },
        { "chat-client loc", "localhost:5000" },
        { "chat-client tail --json loc", "localhost:5000" },
        { "chat-client -- tai", "" },
        { "chat-server -- acc", "" },
        { "chat-server config show --inv", "" },
    };

    [ShellTheory("bash")]
    [MemberData(nameof(Lines))]
    public void Bash_offers_what_can_stand_there(string line, string expected)
    {
        string[] words = Words(line);
        IReadOnlyList<string> offered = Shell.Run("bash", ["--noprofile", "--norc"], """

            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
            _${1//-/_}
            printf '%s\n' "${COMPREPLY[@]}"
            """, ["bash", .. words]);
        // bash puts the slash behind a folder's name when it has it.
        offered.Select(word => word == "data" ? "data/" : word).Should().BeEquivalentTo(Expected(expected));
    }

    [ShellTheory("bash")]
    [InlineData("chat-server --tls = o", "off optional")]
    [InlineData("chat-server --tls =", "off optional required")]
    [InlineData("chat-client send localhost : 5000 --re", "--reply-to")]
    [InlineData("chat-client --room=dev --ni", "--nick")]
    public void Bash_parts_words_at_equals_signs_and_colons(string line, string expected) =>
        Bash_offers_what_can_stand_there(line, expected);

    [ShellTheory("bash")]
    [InlineData("chat-server --config a", "a b.json")]
    public void A_file_s_name_may_have_a_space(string line, string expected) =>
        Shell.Run("bash", ["--noprofile", "--norc"], """

            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
            _${1//-/_}
            printf '%s\n' "${COMPREPLY[@]}"
            """, ["bash", .. Words(line)]).Should().Equal(expected);

    [ShellTheory("fish")]
    [MemberData(nameof(Lines))]
    [InlineData("chat-server --tls=o", "--tls=off --tls=optional")]
    public void Fish_offers_what_can_stand_there(string line, string expected)
    {
        IReadOnlyList<string> offered = Shell.Run("fish", ["--no-config"], """

            complete -C (string join ' ' -- $argv)
            """, Words(line));
        offered.Select(offer => offer.Split('\t')[0]).Should().BeEquivalentTo(Expected(expected));
    }

    // In place of zsh's own functions there are some that print what they are to offer, and filter it as zsh does.
    [ShellTheory("zsh")]
    [MemberData(nameof(Lines))]
    [InlineData("chat-server --tls=o", "off optional")]
    public void Zsh_offers_what_can_stand_there(string line, string expected)
    {
        IReadOnlyList<string> offered = Shell.Run("zsh", ["-f"], """

            offer() { local each; for each in "$@"; do [[ $each == "$typed"* ]] && print -r -- "$each"; done; true }
            compadd() { shift; offer "$@" }
            compset() { typed=${typed#*=} }
            _describe() { offer "${(@)${(@P)@[-1]}%%:*}" }
            _files() { [[ $1 == -/ ]] && offer *(N/e:'REPLY+=/':) || offer *(N) }
            words=("$@") CURRENT=$# typed=${@[-1]}
            _${1//-/_}
            """, ["zsh", .. Words(line)]);
        offered.Should().BeEquivalentTo(Expected(expected));
    }

    // It starts slowly: all lines in one run. Where nothing is offered, it offers files.
    [ShellTheory("pwsh")]
    [InlineData("data/", "backup.db")]
    public void PowerShell_offers_what_can_stand_there_and_files_elsewhere(params string[] files)
    {
        (string Line, string Expected)[] lines =
        [
            .. Lines.Select(row => (Line: (string)row[0], Expected: (string)row[1]))
                .Where(row => !files.Contains(row.Expected) && row.Line != "chat-server --port a"),
        ];
        IReadOnlyList<string> offered = Shell.Run("pwsh", ["-NoProfile"], $$"""

            foreach ($line in {{string.Join(", ", lines.Select(row => $"'{row.Line.Replace("_", "", StringComparison.Ordinal)}'"))}}) {
                $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
                "$line=$($found.CompletionMatches.CompletionText)"
            }
            """);
        offered.Should().Equal(lines.Select(row => $"{row.Line.Replace("_", "", StringComparison.Ordinal)}={row.Expected}"));
    }

    private static string[] Words(string line) => [.. line.Split(' ').Select(word => word == "_" ? "" : word)];

    private static string[] Expected(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
