namespace ChatSockets.Server.Tls;

/// <summary>
/// The certificate that the next handshake shows. Whoever asks for it looks, once a second at the most, whether its files have changed or
/// its end is near: so a new one is in use within seconds, and open connections keep theirs.
/// </summary>
/// <remarks>Any thread, under no lock, because it may read files.</remarks>
internal sealed class TlsCertificates(ServerContext server)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // Whatever keeps the server from writing its own lasts for a while.
    private static readonly TimeSpan RenewAgain = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private volatile Loaded? _loaded;
    private long _looked;

    /// <summary>The certificate in use; reads or makes it if there is none yet.</summary>
    /// <exception cref="CertificateException">There is none, and none can be had.</exception>
    public ServerCertificate Current
    {
        get
        {
            Loaded? loaded = _loaded;
            if (loaded is not null && server.Clock.GetElapsedTime(Volatile.Read(ref _looked)) < LookAgain) return loaded.Certificate;
            lock (_gate) return Look().Certificate;
        }
    }

    /// <summary>The fingerprint of its key; null where there is no TLS.</summary>
    public string? Fingerprint()
    {
        try
        {
            return server.Options.Tls == TlsMode.Off ? null : Current.Fingerprint;
        }
        catch (CertificateException)
        {
            return null;
        }
    }

    /// <summary>The same if it is there already.</summary>
    public ServerCertificate? Known => _loaded?.Certificate;

    /// <summary>Reads the certificate that options name, before they are in force.</summary>
    /// <returns>Why it cannot be used, and what to do; null if it can.</returns>
    public static string? Check(ServerOptions options)
    {
        if (options.Tls == TlsMode.Off) return null;
        if (options.KeyFile.Length > 0
            && options.CertificateFile.Length == 0) return "A key (--key) needs its certificate: name that with --cert.";
        if (FilesOf(options) is not { } files) return null;
        try
        {
            files.Read(options.Name);
            return null;
        }
        catch (CertificateException exception)
        {
            return exception.Message;
        }
    }

    private static CertificateFiles? FilesOf(ServerOptions options) =>
        options.CertificateFile.Length == 0 ? null
            : new CertificateFiles(options.CertificateFile, options.KeyFile.Length > 0 ? options.KeyFile : options.CertificateFile);

    // Within the gate.
    private Loaded Look()
    {
        Loaded? loaded = _loaded;
        CertificateFiles? files = FilesOf(server.Options);
        Stamp stamp = new(files, files?.Written);
        bool isDue = loaded is null || loaded.Stamp != stamp || (files is null && MustRenew(loaded));
        if (isDue) loaded = Load(files, stamp, loaded);
        Volatile.Write(ref _looked, server.Clock.GetTimestamp());
        return loaded!;
    }

    private bool MustRenew(Loaded loaded) =>
        loaded.Certificate.Ends - server.Clock.GetUtcNow() < OwnCertificate.RenewedBefore
            && (loaded.Failed is not { } failed || server.Clock.GetElapsedTime(failed) >= RenewAgain);

    private Loaded Load(CertificateFiles? files, Stamp stamp, Loaded? before)
    {
        try
        {
            ServerCertificate certificate = files?.Read(server.Options.Name)
                ?? new OwnCertificate(server.Options.DataFolder, server.Options.Name, server.Clock).Read();
            server.Log.Information("TLS: the key is {Fingerprint}, the certificate is good until {Ends:yyyy-MM-dd}{Trust:l}",
                certificate.Fingerprint,
                certificate.Ends, files is null ? "; it is this server's own" : certificate.IsVerified
                    ? "" : $"; it is not one for {server.Options.Name} that this system trusts");
            return _loaded = new Loaded(certificate, stamp);
        }
        catch (CertificateException exception) when (before is not null)
        {
            // As in the middle of a change, when one file is new and the other is not.
            server.Log.Warning("The new certificate is not in use yet. {Reason}", exception.Message);
            return _loaded = before with { Stamp = stamp, Failed = server.Clock.GetTimestamp() };
        }
    }

    private sealed record Stamp(CertificateFiles? Files, (DateTime, DateTime)? Written);

    // Failed: when no other could be had, by the clock's timestamp.
    private sealed record Loaded(ServerCertificate Certificate, Stamp Stamp, long? Failed = null);
}
