using System.Text;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>What the clients of a <see cref="Simulation"/> say: few names, so that they meet, and words that are said once.</summary>
internal sealed class SimulatedLines(Random random, TimeProvider clock)
{
    public static readonly string[] Rooms = ["#a", "#b", "#c"];
    public static readonly string[] Nicknames = ["ann", "bob", "cat", "dan", "eve", "Ann", "ann_"];
    public static readonly string[] Accounts = ["ann", "bob", "zoe"];

    private int _number;

    /// <summary>One that was not there before.</summary>
    public int Number() => ++_number;

    /// <summary>Any of these.</summary>
    public string AnyOf(string[] some) => some[random.Next(some.Length)];

    /// <summary>What somebody says who has registered.</summary>
    public string Next(SimulatedClient client)
    {
        string room = AnyOf(Rooms), nickname = AnyOf(Nicknames);
        string word = $"w{Number()}";
        if (client.Context!.User.Rooms.IsEmpty) return $"JOIN {room}";
        if (random.Next(3) == 0) return $"PRIVMSG {Encoding.UTF8.GetString(client.Context.User.Rooms[0].Name)} :{word}";
        return random.Next(66) switch
        {
            < 8 => $"JOIN {room}",
            8 => $"JOIN {room},{AnyOf(Rooms)} key",
            < 18 => $"PRIVMSG {room} :{word}",
            18 => $"NOTICE {room} :{word}",
            19 => $"PRIVMSG {nickname} :{word}",
            20 => $"PRIVMSG {room},{nickname} :d{word}",
            21 => $"PART {room} :{word}",
            22 => $"NICK {nickname}",
            23 => $"TOPIC {room} :{word}",
            24 => $"MODE {room} +o {nickname}",
            25 => $"MODE {room} +{"imnstCRM"[random.Next(8)]}",
            26 => $"MODE {room} -{"imnstCRM"[random.Next(8)]}",
            27 => $"MODE {room} +b {nickname}!*@*",
            28 => $"MODE {room} {(random.Next(2) == 0 ? "+k" : "-k")} key",
            29 => $"MODE {room} +f *2:5",
            30 => $"KICK {room} {nickname} :{word}",
            31 => $"INVITE {nickname} {room}",
            32 => $"AWAY :{word}",
            33 => "AWAY",
            34 => $"SETNAME :{word}",
            35 => $"METADATA * SET colour :{word}",
            36 => $"METADATA {room} SET colour :{word}",
            37 => $"RENAME {room} {AnyOf(Rooms)} :{word}",
            38 => "MODE * +i".Replace("*", Encoding.UTF8.GetString(client.Context.User.Nickname), StringComparison.Ordinal),
            39 => $"CAP REQ :away-notify",
            40 => $"WHOIS {nickname}",
            41 => $"NAMES {room}",
            42 => client.LastId is { } id ? $"REDACT {room} {id} :{word}" : $"TAGMSG {room}",
            43 => $"@+typing=active TAGMSG {room}",
            44 => $"QUIT :{word}",
            45 => $"CS REGISTER {room}",
            46 => $"CS ACCESS {room} ADD {AnyOf(Accounts)} voice",
            47 => $"CS OP {room}",
            48 => $"CS UNBAN {room}",
            49 => $"PRIVMSG ChanServ :INVITE {room}",
            50 => $"CS SET {room} HISTORY {(random.Next(2) == 0 ? "OFF" : "1d")}",
            51 => $"CS TRANSFER {room} {AnyOf(Accounts)}",
            52 => $"NS RECLAIM {nickname}",
            53 => $"PRIVMSG NickServ :GHOST {nickname}",
            54 => $"NS SET ALWAYSON {(random.Next(2) == 0 ? "ON" : "OFF")}",
            55 => "NS LOGOUT",
            56 => random.Next(2) == 0 ? "NS IDENTIFY wrong" : $"PRIVMSG NickServ{(random.Next(2) == 0 ? "" : "," + room)} :INFO",
            57 => $"KILL {nickname} :{word}",
            58 => $"KLINE 1m {nickname}!*@* :{word}",
            59 => $"UNKLINE {nickname}!*@*",
            60 => $"DLINE 1m 10.0.{random.Next(2)}.{random.Next(3) + 1} :{word}",
            61 => $"MARKREAD {room} timestamp={clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}",
            62 => $"CS HOOK {room} ADD ci",
            63 => $"WALLOPS :{word}",
            64 => $"MODE {room} +L {AnyOf(Rooms)}",
            _ => $"LIST",
        };
    }
}
