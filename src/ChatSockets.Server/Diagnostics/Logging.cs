using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;
using Serilog.Parsing;

namespace ChatSockets.Server.Diagnostics;

/// <summary>How the log is written.</summary>
internal enum LogFormat
{
    Text,
    Json,
}

/// <summary>The program's log, on standard error. No message text and no password is ever logged.</summary>
internal static class Logging
{
    public static Logger Create(LoggingLevelSwitch level, LogFormat format)
    {
        LoggerConfiguration configuration = new LoggerConfiguration().MinimumLevel.ControlledBy(level);
        configuration = format == LogFormat.Json
            ? configuration.WriteTo.Console(new JsonFormatter(renderMessage: true), standardErrorFromLevel: LogEventLevel.Verbose)
            : configuration.WriteTo.Console(
                outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: LogEventLevel.Verbose);
        return configuration.CreateLogger();
    }

    /// <summary>Writes the reason why the program cannot run, as the line of a log in JSON.</summary>
    public static void WriteFatal(TextWriter writer, string reason)
    {
        var message = new MessageTemplate([new PropertyToken("Reason", "{Reason:l}", "l")]);
        var properties = new[] { new LogEventProperty("Reason", new ScalarValue(reason)) };
        new JsonFormatter(renderMessage: true)
            .Format(new LogEvent(DateTimeOffset.Now, LogEventLevel.Fatal, null, message, properties), writer);
        writer.Flush();
    }
}
