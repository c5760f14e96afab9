using System.Text.Json.Nodes;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace ApiTour;

/// <summary>Options of one's own: stated once, and validated, written, listed and chosen by name as the library's are.</summary>
public static class OwnSettings
{
    /// <summary>Brushes of all kinds.</summary>
    public abstract record BrushOptions : IChoice
    {
        /// <inheritdoc/>
        public abstract string Name { get; }

        /// <summary>The width.</summary>
        [Setting("Width of a stroke, in pixels.", Minimum = 1)]
        public int Width { get; init; } = 2;

        /// <inheritdoc/>
        public virtual void Check(Violations violations)
        {
        }
    }

    /// <summary>A brush for straight lines.</summary>
    public sealed record RulerOptions : BrushOptions
    {
        /// <inheritdoc/>
        public override string Name => "ruler";

        /// <summary>The length.</summary>
        [Setting("Length of a stroke, in pixels.", Above = 0)]
        public double Length { get; init; } = 10;

        /// <inheritdoc/>
        public override void Check(Violations violations) => violations.Require(Length > Width, $"A stroke of {Length} by {Width} pixels is no line.");
    }

    /// <summary>A brush for dots.</summary>
    public sealed record DotOptions : BrushOptions
    {
        /// <inheritdoc/>
        public override string Name => "dot";
    }

    /// <summary>Settings that records of the library have too, with the names, ranges and texts that they have there.</summary>
    public sealed record PictureOptions : ISettings
    {
        /// <summary>What a crop keeps.</summary>
        [MinimumCrop]
        public double MinimumCropScale { get; init; } = MinimumCropAttribute.Default;

        /// <summary>What votes on a class.</summary>
        [Neighbours]
        public int Neighbours { get; init; } = NeighboursAttribute.Default;

        /// <summary>Where to compute.</summary>
        [DeviceSetting]
        public string Device { get; init; } = DeviceChoice.Auto;
    }

    /// <summary>Chooses a brush by its name, lists its settings, and has a wrong one refused.</summary>
    /// <returns>The settings as JSON, each with its text and range, and all that is wrong with another brush.</returns>
    public static (JsonObject Json, IReadOnlyList<string> Lines, IReadOnlyList<string> Wrong) Run()
    {
        Registry<BrushOptions> brushes = Choices.Of<BrushOptions>("brush", new RulerOptions());
        brushes.Register(new DotOptions());
        // Another kind keeps what was changed: the width.
        BrushOptions brush = brushes.Choose("ruler", new DotOptions { Width = 3 });
        List<string> lines = [.. SettingsOf.All(brush).Select(each => $"{each.Setting.Option} {Setting.Format(each.Setting.Of(each.Owner))}: {each.Setting.Text}")];
        try
        {
            ISettings wrong = new RulerOptions { Width = 0, Length = -1 };
            SettingsOf.Validate(wrong);
            return (SettingsJson.Of(brush), lines, []);
        }
        catch (SettingsException e)
        {
            return (SettingsJson.Of(brush), lines, e.Violations);
        }
    }
}
