namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>Student's t distribution, which the mean of few normal measurements follows.</summary>
static class StudentT
{
    const double UpperShare = 0.975;

    /// <summary>How many standard errors the 95 % interval of a mean of <paramref name="count"/> measurements reaches to each side; 2 or more.</summary>
    public static double Reach95(int count) => MathNet.Numerics.Distributions.StudentT.InvCDF(location: 0, scale: 1, freedom: count - 1, p: UpperShare);
}
