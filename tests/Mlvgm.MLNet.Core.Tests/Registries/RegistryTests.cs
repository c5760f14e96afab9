using Mlvgm.MLNet.Registries;

namespace Mlvgm.MLNet.Core.Tests.Registries;

public class RegistryTests
{
    static Registry<int> Numbers() => new Registry<int>("number").Register("two", 2).Register("one", 1).Register("Three-3", 3);

    [Fact]
    public void Names_are_in_alphabetical_order_and_keep_their_case() => Assert.Equal(["one", "Three-3", "two"], Numbers().Names);

    [Fact]
    public void Entries_follow_their_names() => Assert.Equal([1, 3, 2], Numbers().All);

    [Theory]
    [InlineData("one", 1)]
    [InlineData("ONE", 1)]
    [InlineData("three-3", 3)]
    public void A_name_is_found_in_any_case(string name, int expected) => Assert.Equal(expected, Numbers().Find(name));

    [Fact]
    public void A_wrong_name_is_answered_with_the_nearest_and_all() => Assert.Equal(
        "There is no number 'onne'. Did you mean 'one'? Available: one, Three-3, two. (Parameter 'name')",
        Assert.Throws<ArgumentException>(() => Numbers().Find("onne")).Message);

    [Fact]
    public void A_name_that_is_near_none_is_answered_with_all() => Assert.Equal(
        "There is no number 'seventeen'. Available: one, Three-3, two. (Parameter 'name')",
        Assert.Throws<ArgumentException>(() => Numbers().Find("seventeen")).Message);

    [Fact]
    public void A_name_is_given_once() =>
        Assert.Contains("number 'ONE' already", Assert.Throws<ArgumentException>(() => Numbers().Register("ONE", 4)).Message);

    [Theory]
    [InlineData("a:b")]
    [InlineData("a=b")]
    [InlineData("../x")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("a,b")]
    public void What_would_read_as_something_else_is_no_name(string name) =>
        Assert.Contains($"'{name}' cannot be the name of a number", Assert.Throws<ArgumentException>(() => Numbers().Register(name, 4)).Message);

    [Fact]
    public void Entries_can_be_added_on_several_threads()
    {
        var registry = new Registry<int>("number");
        Parallel.For(0, 200, i => registry.Register($"n{i}", i));
        Assert.Equal(Enumerable.Range(0, 200), registry.All.Order());
    }
}
