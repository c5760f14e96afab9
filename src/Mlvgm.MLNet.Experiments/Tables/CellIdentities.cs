using System.Text.Json.Nodes;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Strategies;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>What decides the cells of an experiment.</summary>
sealed class CellIdentities
{
    readonly ExperimentInputs _inputs;
    readonly Identity _common;

    /// <param name="inputs">What encoders learn from and are judged on.</param>
    /// <param name="settings">What all encoders have in common.</param>
    public CellIdentities(ExperimentInputs inputs, ExperimentSettings settings)
    {
        _inputs = inputs;
        _common = new Identity().With("generator", GeneratorIdentity.Of(inputs.Generator))
            .With("train", ImageIdentity.Of(inputs.Train)).With("test", ImageIdentity.Of(inputs.Test))
            .With("encoder", settings.Encoder).With("labelsPerClass", new JsonArray([.. settings.LabelsPerClass.Select(count => JsonValue.Create(count))]));
        if (settings.Probe is { } probe) _common = _common.With("probe", probe);
    }

    /// <summary>The identity of a cell: a strategy by what it does, whatever files it was read from.</summary>
    public Identity Of(ExperimentArm arm, IReadOnlyList<ulong> seeds)
    {
        var row = new JsonObject
        {
            ["name"] = arm.Name,
            ["source"] = arm.Source.ToString(),
            ["augmentation"] = arm.Augmentation,
            ["framework"] = arm.Framework,
        };
        if (arm.Strategy is { } strategy)
        {
            var layout = _inputs.Generator.Layout;
            row["strategy"] = StrategyText.Canonical(NamedStrategy.Parse(strategy, layout), layout);
        }
        return _common.With("row", row).With("seeds", new JsonArray([.. seeds.Select(seed => JsonValue.Create(seed))]));
    }
}
