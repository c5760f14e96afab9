using CsCheck;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Parameters;

namespace Mlvgm.MLNet.Tests.Strategies;

/// <summary>Random strategies of every registered kind, with values all over the ranges that their parameters declare.</summary>
static class StrategyGen
{
    static readonly string[] Targets = ["a", "b", "c", "d", "e", "f", "a..b", "b..d", "d..e", "e..f", "a..f", "ends", "pair"];

    /// <summary>Latents of own and of one draw; a group with a gap, and one without.</summary>
    public static LatentLayout Layout { get; } = new(
        [
            new("a", [2]), new("b", [1, 2]), new("c", [3], new TruncatedNormal(0, 1, 2)), new("d", [2], draw: "s"), new("e", [2], draw: "s"),
            new("f", [4], new TruncatedNormal(1, 0.5)),
        ],
        [new LatentGroup("ends", ["a", "f"]), new LatentGroup("pair", ["d", "e"])]);

    public static Gen<ViewStrategy> Strategies { get; } = Of(_ => true);

    /// <summary>Those that can be told without naming a file.</summary>
    public static Gen<ViewStrategy> WithoutFiles { get; } = Of(kind => !kind.Parameters.OfType<FileParameter>().Any());

    static Gen<ViewStrategy> Of(Func<PerturbationKind, bool> wanted)
    {
        OwnKinds.Register();
        return from targets in Gen.Shuffle(Targets)
               from count in Gen.Int[0, 4]
               from perturbations in Gen.OneOf([.. PerturbationRegistry.All.All.Where(wanted).Select(Choices)]).Array[Targets.Length]
               select ViewStrategy.PerLatent(
                   "random", [.. Disjoint(targets).Take(count).Select((target, i) => (target, perturbations[i](Layout.SpanOf(target))))]);
    }

    /// <summary>As many of the targets, in this order, as do not overlap.</summary>
    static IEnumerable<string> Disjoint(IEnumerable<string> targets)
    {
        var taken = new HashSet<int>();
        foreach (string target in targets)
        {
            var indices = Layout.IndicesOf(target);
            if (taken.Overlaps(indices)) continue;
            taken.UnionWith(indices);
            yield return target;
        }
    }

    static Gen<Func<LatentSpan, Perturbation>> Choices(PerturbationKind kind)
    {
        var values = Gen.Const(new List<(Parameter, Func<LatentSpan, object>)>());
        foreach (var parameter in kind.Parameters)
        {
            values = from before in values
                     from value in Values(parameter)
                     select new List<(Parameter, Func<LatentSpan, object>)>([.. before, (parameter, value)]);
        }
        return values.Select(given => new Func<LatentSpan, Perturbation>(span =>
        {
            var all = new ParameterValues();
            foreach (var (parameter, value) in given) all.Set(parameter, value(span));
            return kind.Make(all, span);
        }));
    }

    static Gen<Func<LatentSpan, object>> Values(Parameter parameter) => parameter switch
    {
        FlagParameter => Gen.Bool.Select(value => new Func<LatentSpan, object>(_ => value)),
        NumberParameter number => Numbers(number).Select(value => new Func<LatentSpan, object>(_ => value)),
        FileParameter => Gen.Int[0, 99].Select(value => new Func<LatentSpan, object>(
            span => new FileReference(OwnKinds.AddWalker($"walkers/of {span.Size}/w{value}:x.safetensors", span.Size, value)))),
        _ => throw new NotSupportedException($"The tests know no values of {parameter.GetType().Name}."),
    };

    static Gen<double> Numbers(NumberParameter number)
    {
        double low = Math.Max(number.Minimum, -100), high = Math.Min(number.Maximum, 100);
        double[] special =
        [
            .. new[] { 0, -0.0, 0.05, 0.1 + 0.2, 1, 1e-300, 1e17, number.Minimum, number.Maximum, number.Default ?? 1 }
                .Where(value => value <= number.Maximum && (number.AboveMinimum ? value > number.Minimum : value >= number.Minimum)
                    && Math.Abs(value) != double.MaxValue),
        ];
        return Gen.OneOf(Gen.Double[number.AboveMinimum ? low + 1e-9 : low, high], Gen.Int[0, special.Length - 1].Select(i => special[i]));
    }
}
