namespace Mlvgm.Repository.Tests.Architecture.Folders.Samples.Below;

/// <summary>What the samples mention.</summary>
class Target : Exception
{
    public static int Number() => 1;
}

interface ITarget;

[AttributeUsage(AttributeTargets.All)]
sealed class TargetAttribute : Attribute;
