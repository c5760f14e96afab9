namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>What epochs that are compared have in common.</summary>
/// <param name="Generator">The generator's name.</param>
/// <param name="GeneratorSha256">The SHA-256 of its file.</param>
/// <param name="Width">Channels of the encoder after its first layer.</param>
/// <param name="Images">Images of an epoch.</param>
/// <param name="ImagesSha256">The SHA-256 of the identity of the stored images.</param>
/// <param name="Energy">What the energy rests on.</param>
/// <param name="GramsPerKilowattHour">The carbon intensity.</param>
/// <param name="Machine">Where it ran.</param>
/// <example>See <c>examples/ApiTour/FedEpochs.cs</c>.</example>
public sealed record FeedingSettings(
    string Generator, string GeneratorSha256, int Width, int Images, string ImagesSha256, string Energy, double GramsPerKilowattHour, string Machine);
