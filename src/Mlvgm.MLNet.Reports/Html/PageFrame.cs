namespace Mlvgm.MLNet.Reports.Html;

/// <summary>A page that loads nothing from elsewhere: its head, its style, its first lines.</summary>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public static class PageFrame
{
    const string StyleName = "page.css";

    /// <summary>The whole page.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="kicker">What kind of page it is.</param>
    /// <param name="lead">The result in a few sentences.</param>
    /// <param name="facts">What stands under them.</param>
    /// <param name="content">Everything below.</param>
    public static Markup Of(string title, string kicker, string lead, Markup facts, Markup content) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <title>{title}</title>
        <style>
        {Style()}
        </style>
        </head>
        <body>
        <header>
        <p class="kicker">{kicker}</p>
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {facts}
        </header>
        <main>
        {content}
        </main>
        </body>
        </html>

        """);

    static Markup Style()
    {
        using var stream = typeof(PageFrame).Assembly.GetManifestResourceStream(typeof(Markup), StyleName)!;
        using var reader = new StreamReader(stream);
        return new Markup(reader.ReadToEnd());
    }
}
