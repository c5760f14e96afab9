namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>What a monitor said of an encoder.</summary>
/// <param name="Monitor">The monitor's name.</param>
/// <param name="Accuracy">The accuracy, in [0, 1]; higher is better.</param>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public readonly record struct MonitorReading(string Monitor, double Accuracy);
