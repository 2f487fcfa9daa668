using ChatSockets.Storage;

namespace ChatSockets.Server;

/// <summary>A file that tells other programs the number of this process, for as long as its server listens.</summary>
internal sealed class PidFile : IDisposable
{
    private readonly string _path;

    private PidFile(string path) => _path = path;

    /// <summary>Writes the file. One that a process has left behind is replaced.</summary>
    /// <exception cref="ServerStartException">It cannot be written; the message says why.</exception>
    public static PidFile Write(string path)
    {
        try
        {
            File.WriteAllText(path, ProcessNumber.Own);
            return new PidFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException(
                $"The file {path} cannot be written: {exception.Message} Name another with --pidfile, or leave it out.", exception);
        }
    }

    /// <summary>Deletes the file, unless another process has written it meanwhile.</summary>
    public void Dispose()
    {
        try
        {
            if (File.ReadAllText(_path) == ProcessNumber.Own) File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It stays behind, and the next server replaces it.
        }
    }
}
