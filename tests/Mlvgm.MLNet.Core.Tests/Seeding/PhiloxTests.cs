using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Tests.Seeding;

public class PhiloxTests
{
    [Fact]
    public void The_known_answers_of_Random123_are_met()
    {
        Assert.Equal((0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u), Philox.Block(0, 0, 0, 0, 0, 0));
        const uint all = 0xFFFFFFFF;
        Assert.Equal((0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu), Philox.Block(all, all, all, all, all, all));
        Assert.Equal((0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u),
            Philox.Block(0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0));
    }
}
