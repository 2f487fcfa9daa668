using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>Four people with four programs in one room: each hears the others, in one order, whatever they say and do.</summary>
public sealed class ConversationTests
{
    [Fact]
    public async Task Everybody_sees_everybodys_lines_in_the_same_order()
    {
        const int LinesEach = 50;
        await using Company company = await Company.GatherAsync();

        await Task.WhenAll(
            SpeakAsync("alice", company.Alice.TypeAsync),
            SpeakAsync("bob", company.Bob.TypeAsync),
            SpeakAsync("carol", text => company.Carol.SayAsync($"PRIVMSG #lobby :{text}")),
            SpeakAsync("dave", text => company.Dave.SayAsync(text)));
        // Whoever comes last comes after everybody's words, for everybody.
        await Task.WhenAll(
            HearAllAsync(company.Alice.Output, "alice", "bob", "carol", "dave"),
            HearAllAsync(company.Bob.Output, "alice", "bob", "carol", "dave"),
            HearAllAsync(company.Carol.Heard, "alice", "bob", "carol", "dave"),
            HearAllAsync(company.Dave.Heard, "alice", "bob", "carol"));

        // Carol's server echoes to her, and so do those of the chat-clients; a person with nc sees what they type as they type it.
        string[] order = Spoken(company.Carol.Heard);
        order.Should().HaveCount(4 * LinesEach);
        foreach (string who in (string[])["alice", "bob", "carol", "dave"])
            order.Where(line => line.StartsWith(who)).Should()
                .Equal(Enumerable.Range(1, LinesEach).Select(number => $"{who}-says-{number}"));
        Spoken(company.Alice.Output).Should().Equal(order);
        Spoken(company.Bob.Output).Should().Equal(order);
        Spoken(company.Dave.Heard).Should().Equal(order.Where(line => !line.StartsWith("dave")));

        async Task SpeakAsync(string who, Func<string, Task> say)
        {
            for (int number = 1; number <= LinesEach; number++)
                await say(string.Create(CultureInfo.InvariantCulture, $"{who}-says-{number}"));
        }

        async Task HearAllAsync(Transcript transcript, params string[] whom)
        {
            var missing = whom.Select(who => $"{who}-says-{LinesEach}").ToHashSet();
            while (missing.Count > 0)
            {
                string heard = await transcript.NextAsync(line => missing.Any(text => HoldsLast(line, text)),
                    $"a line with {string.Join(" or ", missing)}");
                missing.RemoveWhere(text => HoldsLast(heard, text));
            }
        }

        static bool HoldsLast(string line, string text) => Regex.IsMatch(line, $@"{text}\b");

        static string[] Spoken(Transcript transcript) =>
            [.. transcript.Lines.Select(line => Regex.Match(line, @"\w+-says-\d+")).Where(match => match.Success)
                .Select(match => match.Value)];
    }

    [Fact]
    public async Task A_topic_is_seen_by_all()
    {
        await using Company company = await Company.GatherAsync();

        await company.Bob.TypeAsync("/topic only the operator may");
        await company.Bob.Errors.NextAsync("#lobby");
        await company.Carol.SayAsync("TOPIC #lobby :cakes at four");

        await company.Bob.Output.NextAsync("carol set the topic of #lobby: cakes at four");
        await company.Dave.HearAsync("carol has set the topic of #lobby: cakes at four");
        JsonElement topic = Parse(await company.Alice.Output.NextAsync("\"topic\""));
        (Text(topic, "room"), Text(topic, "from"), Text(topic, "text")).Should().Be(("#lobby", "carol", "cakes at four"));

        await company.Carol.SayAsync("MODE #lobby -t");
        await company.Dave.HearAsync("carol has set -t on #lobby");
        await company.Dave.SayAsync("/topic and tea");
        await company.Bob.Output.NextAsync("dave set the topic of #lobby: and tea");
        await using LineClient late = await LineClient.JoinAsync(company.Server.EndPoint, "late");
        late.Heard.Lines.Should().Contain(line => line.EndsWith(" 332 late #lobby :and tea"));
    }

    [Fact]
    public async Task A_moderated_room_hears_those_with_a_voice()
    {
        await using Company company = await Company.GatherAsync();

        await company.Carol.SayAsync("MODE #lobby +m");
        await company.Alice.Output.NextAsync("\"mode\"");
        await company.Bob.Output.NextAsync("carol set +m on #lobby");
        await company.Dave.HearAsync("carol has set +m on #lobby");

        await company.Dave.SayAsync("may I?");
        await company.Dave.HearAsync("!! #lobby: ");
        await company.Bob.TypeAsync("may I?");
        await company.Bob.Errors.NextAsync("#lobby");
        await company.Carol.SayAsync("MODE #lobby +v dave");
        await company.Dave.HearAsync("carol has set +v dave on #lobby");
        await company.Dave.SayAsync("thank you");

        await company.Carol.HearAsync("PRIVMSG #lobby :thank you");
        await company.Bob.Output.NextAsync("<dave> thank you");
        await company.Alice.Output.NextAsync("thank you");
        company.Alice.Output.Lines.Should().NotContain(line => line.Contains("may I?"));
    }

    [Fact]
    public async Task A_kick_is_seen_by_all_and_ends_the_victims_part()
    {
        await using Company company = await Company.GatherAsync();

        await company.Carol.SayAsync("KICK #lobby bob :take a walk");
        JsonElement kick = Parse(await company.Alice.Output.NextAsync("\"kick\""));
        (Text(kick, "room"), Text(kick, "from"), Text(kick, "nick"), Text(kick, "text")).Should()
            .Be(("#lobby", "carol", "bob", "take a walk"));
        await company.Bob.Output.NextAsync("you were kicked from #lobby by carol (take a walk)");
        await company.Dave.HearAsync("carol has put bob out of #lobby (take a walk)");

        await company.Bob.TypeAsync("can you hear me?");
        await company.Bob.Errors.NextAsync("#lobby: Cannot send");
        await company.Bob.TypeAsync("/join #lobby");
        await company.Dave.HearAsync("bob has joined #lobby");
        await company.Bob.Output.NextAsync("you joined #lobby");
        await company.Bob.TypeAsync("back again");

        await company.Dave.HearAsync("<bob> back again");
        await company.Dave.SayAsync("/who");
        (await company.Dave.HearAsync("-- In #lobby:")).Should().Contain("@carol").And.Contain("bob");
        company.Dave.Heard.Lines.Should().NotContain(line => line.Contains("can you hear me?"));
    }

    [Fact]
    public async Task Private_words_reach_one_person_from_any_program_to_any_other()
    {
        await using Company company = await Company.GatherAsync();

        await company.Alice.TypeAsync("/msg bob from alice");
        await company.Bob.Output.NextAsync("<alice> from alice");
        await company.Bob.TypeAsync("/msg carol from bob");
        await company.Carol.HearAsync("PRIVMSG carol :from bob");
        await company.Carol.SayAsync("PRIVMSG dave :from carol");
        await company.Dave.HearAsync("*carol* from carol");
        await company.Dave.SayAsync("/msg alice from dave");
        JsonElement said = Parse(await company.Alice.Output.NextAsync("from dave"));
        (Text(said, "room"), Text(said, "from"), Text(said, "text")).Should().Be(("dave", "dave", "from dave"));

        // What was for others would have come before this.
        await company.Carol.SayAsync("PRIVMSG #lobby :the end");
        await company.Bob.Output.NextAsync("the end");
        await company.Dave.HearAsync("the end");
        company.Dave.Heard.Lines.Should().NotContain(line => line.Contains("from alice") || line.Contains("from bob"));
        company.Bob.Output.Lines.Should().NotContain(line => line.Contains("from carol") || line.Contains("from dave"));
    }

    [Fact]
    public async Task Who_leaves_and_who_takes_another_name_is_seen_by_all()
    {
        await using Company company = await Company.GatherAsync();

        await company.Dave.SayAsync("/nick david");
        await company.Alice.Output.NextAsync("david");
        await company.Bob.Output.NextAsync("dave is now david");
        await company.Carol.HearAsync(" NICK ");
        company.Bob.CloseInput();
        await company.Bob.ExitsWithAsync(0);
        await company.Dave.HearAsync("bob is gone");
        await company.Dave.SayAsync("/quit good night");

        await company.Dave.HearAsync("Goodbye");
        await company.Dave.Heard.EndAsync();
        (await company.Carol.HearAsync(":david!")).Should().Contain(" QUIT ").And.Contain("good night");
        Text(Parse(await company.Alice.Output.NextAsync("good night")), "type").Should().Be("quit");
    }

    private static JsonElement Parse(string line) => JsonSerializer.Deserialize<JsonElement>(line);

    private static string? Text(JsonElement each, string name) =>
        each.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
