using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Trust;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>chat-client certificate</c>: from then on, a certificate logs in to an account, and no password.</summary>
internal static class CertificateCommand
{
    public static Command Create(CommonOptions common, RunClient run)
    {
        Argument<string> server = CommonOptions.Server();
        var command = new Command("certificate",
            "Make a certificate for a server, unless there is one, and have it added to your account: it logs in from then on (SASL "
            + "EXTERNAL).")
        {
            server,
        };
        command.Validators.Add(result =>
        {
            if (!common.NamesAccount(result)) result.AddError("certificate needs --account: the certificate is added to that.");
            if (common.NamesRooms(result)) result.AddError("certificate enters no room: leave out --room.");
        });
        common.AddTo(command);
        command.SetAction(parsed => Run(common.Read(parsed, parsed.GetRequiredValue(server)), run, parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(ClientOptions options, RunClient run, InvocationConfiguration streams)
    {
        Credentials account = options.Account!;
        string path = ((TrustStore)options.Tls.Store!).CertificatePath(options.Server), fingerprint;
        try
        {
            ClientCertificate.Make(path, account.Account, DateTimeOffset.UtcNow);
            using X509Certificate2 certificate = ClientCertificate.Load(path);
            fingerprint = ClientCertificate.FingerprintOf(certificate);
        }
        catch (Exception failure) when (FileError.Is(failure) || failure is CryptographicException)
        {
            streams.Error.WriteLine($"chat-client: the certificate in {path} cannot be made or used: {failure.Message}");
            return ExitCode.Failed;
        }
        // The server need not know the certificate yet, so the password logs in. Who names none has one that was added before.
        options = options with { Rooms = [], Account = account with { WithoutCertificate = account.Password is not null } };
        int exitCode = run(options, app => new RegisterCertificate(app, ScriptStreams.Console(), fingerprint));
        if (exitCode != ExitCode.Done) return exitCode;
        // The proof: it logs in without the password.
        options = options with { Account = account with { Password = null } };
        exitCode = run(options, app => new ProveCertificate(app, ScriptStreams.Console()));
        if (exitCode == ExitCode.Done)
            streams.Output.WriteLine($"{account.Account} on {options.Server}: the certificate {path} logs in (SHA-256 {fingerprint})");
        return exitCode;
    }
}
