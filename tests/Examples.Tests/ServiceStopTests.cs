using System.Net;
using EncoderService;
using Mlvgm.Testing.Services;

namespace Examples.Tests;

/// <summary>A service that is told to stop answers what it has been asked.</summary>
public sealed class ServiceStopTests(TinyEncoder encoder) : IClassFixture<TinyEncoder>
{
    [Fact]
    public async Task While_it_stops_it_is_not_ready_and_answers_what_it_has_taken_and_what_still_comes()
    {
        using var gate = new EncoderGate();
        await using var app = Service.Build(
            ["--Encoder", encoder.OnnxPath, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"], gate.Encode);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Assert.Equal("""{"status":"ready"}""", await client.GetStringAsync("/ready"));
        var taken = Post(client);
        await gate.Begun();
        var stop = app.StopAsync();
        using var ready = await client.GetAsync("/ready");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"status":"stopping"}"""), (ready.StatusCode, await ready.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health")).StatusCode);
        var late = Post(client);
        gate.Open();
        foreach (var answer in new[] { taken, late })
        {
            using var response = await answer;
            Assert.Equal((HttpStatusCode.OK, true), (response.StatusCode, response.Headers.ConnectionClose));
        }
        await stop.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<HttpRequestException>(() => Post(client));
    }

    [Fact]
    public async Task SIGTERM_among_158_requests_leaves_none_without_an_answer()
    {
        await using var service = await ServiceProcess.Start("EncoderService", "--Encoder", "fashion-mnist-encoder");
        using var client = new HttpClient { BaseAddress = service.Address };
        using var first = await Post(client);
        Task<HttpResponseMessage>[] requests = [.. Enumerable.Range(0, 158).Select(_ => Post(client))];
        using var earliest = await await Task.WhenAny(requests);
        service.Terminate();
        var answers = await Task.WhenAll(requests);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal((0, ""), await service.Exit());
        await Assert.ThrowsAsync<HttpRequestException>(() => Post(client));
    }

    static Task<HttpResponseMessage> Post(HttpClient client) => client.PostAsync("/features", new ByteArrayContent(EmptyPng.Grey(28, 28)));
}
