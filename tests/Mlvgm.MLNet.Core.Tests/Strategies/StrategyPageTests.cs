using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Parameters;

namespace Mlvgm.MLNet.Tests.Strategies;

public class StrategyPageTests
{
    const string Page = "docs/strategies.md";

    // What tests of this process register is not the library's.

    [Fact]
    public void The_page_lists_the_perturbations_that_the_library_registers() => PageTable.AssertRows(
        PerturbationRegistry.All.All.Where(kind => kind.Type.Assembly == typeof(Perturbation).Assembly)
            .Select(kind => $"| `{kind.Usage}` | {kind.Text} | {Cell(kind.Parameters)} |"),
        Page, "| perturbation | what it does to a latent | values |");

    [Fact]
    public void The_page_lists_the_presets_that_the_library_registers() => PageTable.AssertRows(
        from family in StrategyRegistry.Families.All
        where family.Fits.Method.Module.Assembly == typeof(StrategyRegistry).Assembly
        from preset in family.Presets
        select $"| {family.Name} | `{preset.Name}` | `{preset.Text}` |",
        Page, "| family | preset | the same as |");

    static string Cell(IReadOnlyList<Parameter> parameters) => parameters.Count == 0 ? "none" : string.Join("; ", parameters.Select(Cell));

    static string Cell(Parameter parameter)
    {
        string symbol = parameter.Symbol == parameter.Name ? "" : $" ({parameter.Symbol})";
        string unless = parameter.DefaultText is { } value ? $", {value} unless given" : "";
        return $"`{parameter.Name}`{symbol}: {parameter.Text}, {parameter.Range}{unless}";
    }
}
