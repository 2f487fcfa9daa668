using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ChatSockets.Server.Diagnostics.Control;
using ChatSockets.Server.Diagnostics.Doctor;
using ChatSockets.Server.Limits;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Tls;

namespace ChatSockets.Server.Tests.Diagnostics.Doctor;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_machine_in_order_ends_with_0()
    {
        (int code, string output) = await RunAsync("--port", "0", "--bind", "127.0.0.1", "--max-connections", "1");
        output.Should().Contain("ok    port         The server takes any free port.\n").And.Contain(
            "ok    data         Nothing is stored on disk.\n")
            .And.Contain("ok    clock        It is ").And.NotContain("fail ");
        code.Should().Be(0, output);
    }

    [Fact]
    public async Task Json_has_a_line_for_each_finding()
    {
        (_, string output) = await RunAsync("--port", "0", "--json");
        JsonElement[] findings = [.. output.TrimEnd().Split('\n').Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
        findings.Select(finding => finding.GetProperty("check").GetString()).Distinct().Should()
            .Contain(["port", "limits", "data", "certificate", "clock", "address"]);
        findings.Should().OnlyContain(finding => finding.GetProperty("verdict").GetString() != null);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_with_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        (int code, string output) = await RunAsync("--port", $"{port}", "--bind", "127.0.0.1", "--in-memory");
        output.Should().Contain($"fail  port         127.0.0.1:{port} cannot be listened on.\n").And.Contain("is taken.");
        code.Should().Be(1);
    }

    [Fact]
    public void Too_low_a_limit_is_a_warning_that_says_how_to_raise_it()
    {
        var low = new SystemLimit("open files", 100, 20, 1, "raise it to {0}");
        var high = new SystemLimit("memory", 1_000_000, 0, 1, "");
        LimitsCheck.Run(new ServerOptions { MaximumConnections = 500 }, [high, low]).Should().Equal(
            new Finding("limits", Verdict.Warn, "open files is 100, good for 80 connections, fewer than the 500 of max-connections.",
                "raise it to 1000"),
            new Finding("limits", Verdict.Ok, "memory is 1000000, good for 1000000 connections."));
    }

    [Fact]
    public void A_folder_that_others_may_read_is_a_warning_and_nothing_is_left_in_it()
    {
        if (OperatingSystem.IsWindows()) return;
        string folder = Path.Combine(_folder.Path, "data");
        Directory.CreateDirectory(folder, (UnixFileMode)0b111_101_101);
        Finding[] findings = [.. DataCheck.Run(new ServerOptions { DataFolder = folder })];
        findings.Should().Contain(finding => finding.Verdict == Verdict.Warn && finding.Advice == $"Close it: chmod 700 {folder}");
        findings.Should().Contain(finding => finding.Text.StartsWith("A commit takes ", StringComparison.Ordinal));
        Directory.EnumerateFileSystemEntries(folder).Should().BeEmpty();
    }

    [Fact]
    public void A_folder_that_does_not_exist_yet_is_not_made()
    {
        string folder = Path.Combine(_folder.Path, "a", "b");
        DataCheck.Run(new ServerOptions { DataFolder = folder }).Should().NotContain(finding => finding.Verdict == Verdict.Fail);
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_file_in_place_of_the_folder_fails() =>
        DataCheck.Run(new ServerOptions { DataFolder = _folder.Write("data", "") }).Single().Verdict.Should().Be(Verdict.Fail);

    [Fact]
    public void A_file_that_is_no_store_fails()
    {
        _folder.Write("chat.db", "this is no database, and long enough to see that");
        DataCheck.Run(new ServerOptions { DataFolder = _folder.Path }).Should()
            .Contain(finding => finding.Verdict == Verdict.Fail && finding.Text.Contains("chat.db", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_runs_is_connected_to()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _folder.Path });
        ServerOptions options = chat.Options with { Port = chat.Server.Port };
        PortCheck.Run(options).Single().Should().Be(
            new Finding("port", Verdict.Ok, $"Process {Environment.ProcessId} answers on port {chat.Server.Port} of 127.0.0.1."));
    }

    [Fact]
    public async Task A_server_without_a_data_folder_that_runs_is_connected_to_as_well()
    {
        await using Chat chat = await Chat.StartAsync(
            options => options with { ControlSocket = ControlPath.Of(null, Environment.ProcessId) });
        ServerOptions options = chat.Options with { Port = chat.Server.Port };
        PortCheck.Run(options).Single().Should().Be(
            new Finding("port", Verdict.Ok, $"Process {Environment.ProcessId} answers on port {chat.Server.Port} of 127.0.0.1."));
    }

    [Fact]
    public void A_certificate_that_cannot_be_read_fails()
    {
        var options = new ServerOptions { CertificateFile = Path.Combine(_folder.Path, "missing.pem") };
        CertificateCheck.Run(options, DateTimeOffset.UtcNow).Single().Verdict.Should().Be(Verdict.Fail);
        CertificateCheck.Run(options with { Tls = TlsMode.Off }, DateTimeOffset.UtcNow).Single().Verdict.Should().Be(Verdict.Ok);
    }

    [Fact]
    public void A_certificate_is_judged_by_its_end()
    {
        var clock = TimeProvider.System;
        new OwnCertificate(_folder.Path, "chat.local", clock).Read();
        string file = Path.Combine(_folder.Path, OwnCertificate.FileName);
        var options = new ServerOptions { CertificateFile = file };
        DateTimeOffset now = clock.GetUtcNow();
        CertificateCheck.Run(options, now).Single().Text.Should().Contain("is not one for chat.local that this system trusts");
        CertificateCheck.Run(options, now.AddDays(360)).Single().Advice.Should().StartWith("Renew it");
        CertificateCheck.Run(options, now.AddDays(360)).Single().Verdict.Should().Be(Verdict.Warn);
        CertificateCheck.Run(options, now.AddDays(400)).Single().Verdict.Should().Be(Verdict.Fail);
        CertificateCheck.Run(new ServerOptions { DataFolder = _folder.Path }, now).Single().Text.Should().EndWith(
            "The server renews it by itself.");
    }

    [Theory]
    [InlineData(1970, 300, Verdict.Fail)]
    [InlineData(2026, 300, Verdict.Ok)]
    [InlineData(2026, 5000, Verdict.Warn)]
    [InlineData(2026, -100, Verdict.Warn)]
    public void A_clock_is_judged_by_its_year_and_its_pace(int year, int milliseconds, object expected) =>
        ClockCheck.Judge(new DateTimeOffset(year, 5, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMilliseconds(milliseconds),
            TimeSpan.FromMilliseconds(300))
            .Verdict.Should().Be((Verdict)expected);

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var streams = new ProgramStreams(() => new StringReader(""), new StringWriter { NewLine = "\n" },
            new StringWriter { NewLine = "\n" },
            () => new Dictionary<string, string>());
        Task<int> run = ServerCommandLine.RunAsync(["doctor", .. arguments], streams);
        await run.WithinDeadlineAsync("the program to end");
        return (await run, streams.Output.ToString()!);
    }
}
