using System.ComponentModel;
using Mlvgm.Repository.Tests.Architecture.Folders.Samples.Below;

namespace Mlvgm.Repository.Tests.Architecture.Folders.Samples;

sealed class AsBase : Target;

sealed class AsInterface : ITarget;

sealed class AsConstraint
{
    public static int Of<T>(T value) where T : ITarget => value.GetHashCode();
}

sealed class AsField
{
    public Target Value = new();
}

sealed class AsParameter
{
    public static bool Of(Target? value) => value is null;
}

sealed class AsTypeArgument
{
    public static object Make() => new List<Target>();
}

sealed class AsArray
{
    public static object Make() => new Target[1];
}

sealed class InACall
{
    public static int Make() => Target.Number();
}

sealed class AfterASwitch
{
    public static int Make(int value) => value switch
    {
        0 => 5,
        1 => 9,
        2 => 3,
        3 => 8,
        _ => Target.Number(),
    };
}

sealed class InALambda
{
    public static Func<int> Make() => () => Target.Number();
}

sealed class InAnIterator
{
    public static IEnumerable<int> Make()
    {
        yield return Target.Number();
    }
}

sealed class InACatch
{
    public static void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Target)
        {
        }
    }
}

[TypeConverter(typeof(Target))]
sealed class InAnAttribute;

sealed class OnAParameter
{
    public static int Of([Target] int value) => value;
}

sealed class Unrelated
{
    public static string Name => nameof(Target);
}
