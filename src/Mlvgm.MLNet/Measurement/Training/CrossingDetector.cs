namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>
/// Finds the end of a level's training: the smoothed loss first falls below the dip, as f learns identical pairs, and then rises through γ,
/// as the walker moves them apart. Without the dip the loss of an untrained f, near log(2K - 1), would end it at once.
/// </summary>
/// <param name="gamma">γ, in nats.</param>
/// <param name="dip">The level that the loss must first fall below, in nats.</param>
/// <param name="smoothing">Iterations over which the loss is smoothed.</param>
sealed class CrossingDetector(double gamma, double dip, int smoothing)
{
    /// <summary>The smoothed loss; NaN before the first.</summary>
    public double Smoothed { get; private set; } = double.NaN;

    /// <summary>Whether the smoothed loss has been below the dip.</summary>
    public bool Dipped { get; private set; }

    /// <summary>Whether it has since risen to γ.</summary>
    public bool Crossed => Dipped && Smoothed >= gamma;

    /// <summary>Takes the loss of one iteration.</summary>
    public void Add(double loss)
    {
        Smoothed = double.IsNaN(Smoothed) ? loss : Smoothed + (loss - Smoothed) / smoothing;
        Dipped |= Smoothed < dip;
    }
}
