using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Core.Tests.Settings;

/// <summary>Options with a setting of every type, a part, and a choice.</summary>
sealed record Kitchen : ISettings
{
    [Setting("Guests at the table.", Option = "guests", Minimum = 1, Because = "nobody cooks for nobody")]
    public int GuestCount { get; init; } = 4;

    [Setting("The share of salt.", Above = 0, Maximum = 1)]
    public double Salt { get; init; } = 0.25;

    [Setting("Courses.", Minimum = 0)]
    public IReadOnlyList<float> Courses { get; init; } = [1, 2.5f];

    [Setting("When to stop; never when none.")]
    public long? StopAfter { get; init; }

    [Setting("The fire.")]
    public Fire Fire { get; init; } = Fire.LowHeat;

    [Setting("Whether somebody sings.", IsFree = true)]
    public bool Singing { get; init; }

    [Setting("Who cooks.")]
    public string Cook { get; init; } = "Ada";

    public Oven Oven { get; init; } = new();

    public Dish Dish { get; init; } = new Soup();

    public Action? NotASetting { get; init; }

    public void Check(Violations violations) =>
        violations.Require(GuestCount < 10 || Salt < 0.5, $"GuestCount {GuestCount} and Salt {Salt} do not go together.");
}

enum Fire
{
    LowHeat,
    HighHeat,
}

sealed record Oven : ISettings
{
    [Setting("Degrees.", Below = 300)]
    public int Degrees { get; init; } = 180;

    [Setting("The seed.")]
    public ulong Seed { get; init; } = ulong.MaxValue;
}

abstract record Dish : IChoice
{
    public abstract string Name { get; }

    [Setting("Spoons.")]
    public int Spoons { get; init; } = 1;
}

sealed record Soup : Dish
{
    public override string Name => "Soup";

    [Setting("Litres.", Above = 0)]
    public double Litres { get; init; } = 1.5;
}

sealed record Stew : Dish
{
    public override string Name => "Stew";

    [Setting("Litres.", Above = 0)]
    public double Litres { get; init; } = 4.5;
}
