using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Strategies.Presets;
using Mlvgm.MLNet.Views;

namespace ApiTour;

/// <summary>Strategies as text, as JSON, as files, by presets, and in a form of one's own.</summary>
public static class StrategyLanguage
{
    static readonly LatentLayout Layout = new([new("z0", [4]), new("z1", [4])]);

    /// <summary>Reads one strategy in each form and writes it as text again.</summary>
    /// <returns>The text of each, and the lines of help that belong to this tour.</returns>
    public static (IReadOnlyList<string> Texts, IReadOnlyList<string> Help) Run(string folder)
    {
        Register();
        string path = Path.Combine(folder, "strategy.json");
        ViewStrategy text = StrategyText.Parse("z0=random:0.1,z1=resample", Layout);
        StrategyFile.Write(path, text);
        ViewStrategy[] strategies =
        [
            text,
            StrategyJson.Parse(StrategyJson.Write(text), Layout),
            StrategyFile.Read(path, Layout),
            StrategyText.Parse("tour-gentle", Layout),
            StrategyText.Parse("still:z1", Layout),
        ];
        return (
            [.. strategies.Select(strategy => StrategyText.Canonical(strategy, Layout))],
            [.. StrategyHelp.AllFor(Layout).Where(line => line.Contains("tour", StringComparison.Ordinal))]);
    }

    /// <summary>The preset by its name, as a program would list it.</summary>
    public static StrategyPreset? Find(string name) => StrategyRegistry.FindPreset(name, Layout);

    /// <summary>A preset for generators with these two latents, and a form that keeps one latent and draws the others anew.</summary>
    static void Register()
    {
        if (StrategyRegistry.Families.TryFind("tour", out _)) return;
        StrategyRegistry.Register(new PresetFamily(
            "tour", layout => layout.Latents is [{ Name: "z0" }, { Name: "z1" }], [new StrategyPreset("tour-gentle", "z0=random:0.1,z1=resample")]));
        StrategyRegistry.Register(StrategyForm.OfWord("still", "LATENT", "tour: keeps one latent, draws the others anew", (kept, layout) => ViewStrategy.PerLatent(
            $"still:{kept}", [.. layout.Latents.Where(latent => latent.Name != kept).Select(latent => (latent.Name, (Perturbation)new ResamplePerturbation()))])));
    }
}
