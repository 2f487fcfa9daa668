using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>The page that the server gives to browsers, in a real one.</summary>
public sealed class BrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Waiting = "document.querySelectorAll('.waiting, .failed, .unknown').length";

    [BrowserFact]
    public async Task Somebody_on_the_page_and_somebody_with_an_IRC_client_talk()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob");
        await bob.SayAsync("PRIVMSG #lobby :said before");
        await bob.SyncAsync();
        BrowserPage page = await browser.Value.OpenAsync($"http://{server.Address}/");
        await page.JoinAsync("alice");
        await page.UntilLineAsync("said before");

        await page.TypeAsync("hello bob 👋");
        await bob.HearAsync("PRIVMSG #lobby :hello bob 👋");
        await bob.SayAsync("PRIVMSG #lobby :alice: <img src=x onerror=document.body.remove()> \x02" + "bold\x02 https://example.org/x.");

        await page.UntilLineAsync("alice: <img src=x onerror=document.body.remove()> bold https://example.org/x.");
        await page.UntilAsync($"{Waiting} === 0");
        (await page.SeeAsync<string[]>(BrowserPage.Lines)).Should().HaveCount(3);
        (await page.SeeAsync<int>("document.querySelectorAll('.log img').length")).Should().Be(0);
        (await page.SeeAsync<int>("document.querySelectorAll('.line.mention').length")).Should().Be(1);
        (await page.SeeAsync<string>("document.querySelector('.log a').href")).Should().Be("https://example.org/x");
        (await page.SeeAsync<string>("document.querySelector('.log .b').textContent")).Should().Be("bold");
        page.Problems.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task The_address_names_a_room_and_its_history_is_loaded_to_the_beginning()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob", "#team");
        await bob.SayAsync([.. Enumerable.Range(0, 250).Select(number => $"PRIVMSG #team :line {number}")]);
        await bob.SyncAsync();
        BrowserPage page = await browser.Value.OpenAsync($"http://{server.Address}/#team");

        await page.JoinAsync("alice");
        await page.UntilLineAsync("line 249");
        // As a reader scrolls: to the top, again and again.
        await page.UntilAsync("(document.querySelector('.log').scrollTop = 0, document.querySelector('.top').textContent.includes('beginning'))");

        (await page.SeeAsync<string[]>(BrowserPage.Lines)).Should().Equal(Enumerable.Range(0, 250).Select(number => $"line {number}"));
        (await page.SeeAsync<string>("document.querySelector('#title').textContent")).Should().Be("#team");
        page.Problems.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task A_broken_network_loses_nothing_and_doubles_nothing()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        using var network = new Relay(server.EndPoint);
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob");
        BrowserPage page = await browser.Value.OpenAsync($"http://{network.EndPoint}/");
        await page.JoinAsync("alice");
        await page.TypeAsync("one");
        await page.UntilAsync($"{BrowserPage.Lines}.length === 1 && {Waiting} === 0");

        network.LoseAnswers();
        await page.TypeAsync("two");
        await bob.HearAsync("PRIVMSG #lobby :two");
        network.Cut();
        await page.UntilAsync("document.querySelector('#banner').textContent.length > 0");
        await page.TypeAsync("three");
        await bob.SayAsync("PRIVMSG #lobby :from bob");

        await bob.HearAsync("PRIVMSG #lobby :three");
        await page.UntilAsync($"{BrowserPage.Lines}.length === 4 && {Waiting} === 0");
        (await page.SeeAsync<string[]>(BrowserPage.Lines)).Should().BeEquivalentTo("one", "two", "from bob", "three");
        await bob.SyncAsync();
        bob.Heard.Lines.Where(line => line.Contains("PRIVMSG #lobby", StringComparison.Ordinal)).Should().HaveCount(3);
        page.Problems.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task What_is_refused_says_why_and_is_not_lost()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob");
        await bob.SayAsync("MODE #lobby +m");
        await bob.SyncAsync();
        BrowserPage page = await browser.Value.OpenAsync($"http://{server.Address}/");
        await page.JoinAsync("alice");

        await page.TypeAsync("may I?");
        await page.UntilAsync("document.querySelector('.failed .state')?.textContent.includes('moderated')");
        await bob.SayAsync("MODE #lobby -m");
        await bob.SyncAsync();
        await page.ClickAsync(".failed button");
        await bob.HearAsync("PRIVMSG #lobby :may I?");

        await page.TypeAsync("/nonsense");
        await page.UntilAsync("document.querySelector('.log .error')?.textContent.includes('no command /nonsense')");
        await page.TypeAsync(new string('x', 600));
        await page.UntilAsync("document.querySelector('#left').textContent.includes('bytes too long')");
        (await page.SeeAsync<int>("document.querySelector('#say').value.length")).Should().Be(600);
        page.Problems.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task A_taken_nickname_is_told_and_another_is_offered()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob");
        BrowserPage page = await browser.Value.OpenAsync($"http://{server.Address}/");

        await page.FillAsync("#nick", "bob");
        await page.PressEnterAsync();
        await page.UntilAsync("document.querySelector('#problem').textContent.includes('bob is taken')");
        await page.ClickAsync("#go");

        await bob.HearAsync(":bob_!");
        page.Problems.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen_and_the_rooms_are_in_a_drawer()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob");
        await bob.SayAsync($"PRIVMSG #lobby :{new string('w', 400)}", "PRIVMSG #lobby :مرحبا https://example.org/" + new string('x', 300));
        await bob.SyncAsync();
        BrowserPage page = await browser.Value.OpenAsync($"http://{server.Address}/", width: 390);
        await page.JoinAsync("alice");
        await page.UntilLineAsync(new string('w', 400));

        (await page.SeeAsync<int>("Math.max(...[...document.querySelectorAll('#main, #main *')].map(each => each.getBoundingClientRect().right))"))
            .Should().BeLessThanOrEqualTo(390);
        (await page.SeeAsync<string>("getComputedStyle(document.querySelector('#rooms')).visibility")).Should().Be("hidden");
        await page.ClickAsync("#menu");
        await page.UntilAsync("getComputedStyle(document.querySelector('#rooms')).visibility === 'visible'");
        await bob.SayAsync("PRIVMSG alice :psst");
        await page.UntilAsync("document.querySelector('#person-list .badge')?.textContent.startsWith('1')");
        await page.ClickAsync("#person-list button");
        await page.UntilLineAsync("psst");
        await page.UntilAsync("getComputedStyle(document.querySelector('#rooms')).visibility === 'hidden'");
        page.Problems.Should().BeEmpty();
    }
}
