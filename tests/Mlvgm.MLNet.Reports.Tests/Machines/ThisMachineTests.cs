using Mlvgm.MLNet.Reports.Machines;

namespace Mlvgm.MLNet.Reports.Tests.Machines;

public class ThisMachineTests
{
    [Fact]
    public void The_description_names_processor_and_cores_in_one_line()
    {
        Assert.EndsWith($", {Environment.ProcessorCount} cores", ThisMachine.Description);
        Assert.Contains(ThisMachine.Processor ?? "", ThisMachine.Description);
        Assert.DoesNotContain('\n', ThisMachine.Description);
    }

    [Fact]
    public void The_operating_system_is_named_with_its_architecture() =>
        Assert.EndsWith($" ({System.Runtime.InteropServices.RuntimeInformation.OSArchitecture})", ThisMachine.OperatingSystem);

    [Fact]
    public void A_version_goes_without_its_commit_unless_it_is_asked_for()
    {
        string version = LibraryVersion.Of(typeof(ThisMachine));
        Assert.Matches(@"^\d+\.\d+\.\d+", version);
        Assert.DoesNotContain('+', version);
        Assert.StartsWith(version, LibraryVersion.WithCommit(typeof(ThisMachine)));
    }
}
