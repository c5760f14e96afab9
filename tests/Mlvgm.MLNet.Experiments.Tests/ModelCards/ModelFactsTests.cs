using System.Text.Json;
using Mlvgm.MLNet.Experiments.ModelCards;
using Mlvgm.MLNet.Models;

namespace Mlvgm.MLNet.Experiments.Tests.ModelCards;

public sealed class ModelFactsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_a_manifest_says_stays_text_in_its_cell()
    {
        string file = _folder.Write("a`b.onnx", "12345");
        var entry = new ModelEntry
        {
            Name = "m",
            Kind = "encoder",
            Architecture = "onnx",
            Files = [],
            ImageShape = [1, 8, 8],
            Data = "<b> & [x](javascript:alert(1))",
            Licence = "a|b",
            Command = "mlvgm x | tee `log`",
            Seed = 1,
            WallSeconds = 150,
            Machine = "two\nlines",
            Notes = "**loud**",
            Figures = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{"imagesPerSecond": 12.5, "byClass": {"a|b": [1, 2]}}""")!,
        };
        string[] lines = ModelFacts.ToMarkdown(file, entry).TrimEnd('\n').Split('\n');
        Assert.Equal(
            [
                "| file | ``a`b.onnx``, 0.00 MB |",
                "| SHA-256 | `5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5` |",
                @"| trained on | &lt;b> & \[x](javascript:alert(1)) |",
                @"| licence of the weights | a\|b |",
                "| command | <code>mlvgm x &#124; tee &#96;log&#96;</code> |",
                "| time, machine | 2 minutes; two lines |",
                "| images per second | 12.5 |",
                @"| by class | a\|b: 1, 2 |",
                @"| notes | \*\*loud\*\* |",
            ],
            lines[2..]);
        Assert.Equal(4, ModelFacts.ToMarkdown(file, null).TrimEnd('\n').Split('\n').Length);
    }

    public void Dispose() => _folder.Dispose();
}
