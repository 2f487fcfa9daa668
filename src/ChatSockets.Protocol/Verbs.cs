namespace ChatSockets.Protocol;

/// <summary>The commands of the wire that both sides speak: Modern IRC, "Client Messages", and IRCv3.</summary>
public static class Verbs
{
    public static ReadOnlySpan<byte> Account => "ACCOUNT"u8;
    public static ReadOnlySpan<byte> Ack => "ACK"u8;
    public static ReadOnlySpan<byte> Authenticate => "AUTHENTICATE"u8;
    public static ReadOnlySpan<byte> Away => "AWAY"u8;
    public static ReadOnlySpan<byte> Batch => "BATCH"u8;
    public static ReadOnlySpan<byte> Cap => "CAP"u8;
    public static ReadOnlySpan<byte> ChatHistory => "CHATHISTORY"u8;
    public static ReadOnlySpan<byte> Chghost => "CHGHOST"u8;
    public static ReadOnlySpan<byte> Dline => "DLINE"u8;
    public static ReadOnlySpan<byte> Error => "ERROR"u8;
    public static ReadOnlySpan<byte> Fail => "FAIL"u8;
    public static ReadOnlySpan<byte> Help => "HELP"u8;
    public static ReadOnlySpan<byte> Invite => "INVITE"u8;
    public static ReadOnlySpan<byte> Ison => "ISON"u8;
    public static ReadOnlySpan<byte> Join => "JOIN"u8;
    public static ReadOnlySpan<byte> Kick => "KICK"u8;
    public static ReadOnlySpan<byte> Kill => "KILL"u8;
    public static ReadOnlySpan<byte> Kline => "KLINE"u8;
    public static ReadOnlySpan<byte> List => "LIST"u8;
    public static ReadOnlySpan<byte> Lusers => "LUSERS"u8;
    public static ReadOnlySpan<byte> MarkRead => "MARKREAD"u8;
    public static ReadOnlySpan<byte> Metadata => "METADATA"u8;
    public static ReadOnlySpan<byte> Mode => "MODE"u8;
    public static ReadOnlySpan<byte> Monitor => "MONITOR"u8;
    public static ReadOnlySpan<byte> Motd => "MOTD"u8;
    public static ReadOnlySpan<byte> Names => "NAMES"u8;
    public static ReadOnlySpan<byte> Nick => "NICK"u8;
    public static ReadOnlySpan<byte> Note => "NOTE"u8;
    public static ReadOnlySpan<byte> Notice => "NOTICE"u8;
    public static ReadOnlySpan<byte> Part => "PART"u8;
    public static ReadOnlySpan<byte> Pass => "PASS"u8;
    public static ReadOnlySpan<byte> Ping => "PING"u8;
    public static ReadOnlySpan<byte> Pong => "PONG"u8;
    public static ReadOnlySpan<byte> Privmsg => "PRIVMSG"u8;
    public static ReadOnlySpan<byte> Quit => "QUIT"u8;
    public static ReadOnlySpan<byte> Redact => "REDACT"u8;
    public static ReadOnlySpan<byte> Register => "REGISTER"u8;
    public static ReadOnlySpan<byte> Rename => "RENAME"u8;
    public static ReadOnlySpan<byte> Search => "SEARCH"u8;
    public static ReadOnlySpan<byte> Setname => "SETNAME"u8;
    public static ReadOnlySpan<byte> Tagmsg => "TAGMSG"u8;
    public static ReadOnlySpan<byte> Time => "TIME"u8;
    public static ReadOnlySpan<byte> Topic => "TOPIC"u8;
    public static ReadOnlySpan<byte> Undline => "UNDLINE"u8;
    public static ReadOnlySpan<byte> Unkline => "UNKLINE"u8;
    public static ReadOnlySpan<byte> User => "USER"u8;
    public static ReadOnlySpan<byte> Userhost => "USERHOST"u8;
    public static ReadOnlySpan<byte> Version => "VERSION"u8;
    public static ReadOnlySpan<byte> Wallops => "WALLOPS"u8;
    public static ReadOnlySpan<byte> Warn => "WARN"u8;
    public static ReadOnlySpan<byte> Who => "WHO"u8;
    public static ReadOnlySpan<byte> Whois => "WHOIS"u8;
    public static ReadOnlySpan<byte> Whowas => "WHOWAS"u8;
}
