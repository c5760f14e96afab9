namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>The look of the page; light and dark.</summary>
static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1c1e21; --soft: #5c6470; --line: #d9dde3; --paper: #fff; --card: #f6f7f9; --flag: #a33; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8eaed; --soft: #a3abb6; --line: #3a3f47; --paper: #17191c; --card: #202327; --flag: #f08a80; } }
        body { margin: 0 auto; max-width: 84rem; padding: 2rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
          font: 16px/1.55 system-ui, sans-serif; }
        h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { font-size: 1.25rem; margin: 2.2rem 0 .8rem; }
        .facts { color: var(--soft); margin: 0 0 1.5rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .4rem .8rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
        thead th { color: var(--soft); font-weight: 600; font-size: .85rem; } th:first-child { text-align: left; }
        .flag { color: var(--flag); font-weight: 600; font-size: .8rem; margin-left: .4rem; }
        .row { display: flex; flex-wrap: wrap; gap: 1rem; }
        figure { margin: 0 0 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .8rem; max-width: 100%;
          box-sizing: border-box; }
        figure svg { background: #fff; border-radius: 4px; max-width: 100%; height: auto; display: block; }
        figure img { max-width: 100%; height: auto; image-rendering: pixelated; display: block; border-radius: 4px; }
        figcaption { color: var(--soft); font-size: .85rem; margin-top: .5rem; max-width: 60rem; }
        dl { max-width: 60rem; } dt { font-weight: 600; margin-top: .9rem; } dd { margin: .2rem 0 0; }
        """;
}
