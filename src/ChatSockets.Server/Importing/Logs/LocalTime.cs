namespace ChatSockets.Server.Importing.Logs;

/// <summary>
/// Turns the local times of one file into universal time. An hour that the clock shows twice in autumn is the first one until the times go
/// back. One thread.
/// </summary>
internal sealed class LocalTime(TimeZoneInfo zone)
{
    private DateTimeOffset _last;

    public DateTimeOffset ToUniversal(DateTime local)
    {
        // One that the clock leaves out in spring is as if it had not been set forward.
        DateTimeOffset time = new DateTimeOffset(local, zone.IsInvalidTime(local) ? zone.BaseUtcOffset : zone.GetUtcOffset(local))
            .ToUniversalTime();
        if (zone.IsAmbiguousTime(local))
        {
            TimeSpan[] offsets = zone.GetAmbiguousTimeOffsets(local);
            DateTimeOffset first = new(local, offsets.Max()), second = new(local, offsets.Min());
            time = (first < _last ? second : first).ToUniversalTime();
        }
        _last = time;
        return time;
    }
}
