using SmolCode.Training.Runs;

namespace SmolCode.Training.Tests;

public sealed class LearningRateTests
{
    private static readonly TrainingOptions Options = new() { Rate = 1, WarmUpSteps = 50 };

    [Fact]
    public void It_rises_over_steps_and_falls_over_the_time()
    {
        Assert.Equal(0.02, LearningRate.At(Options, 0, 0), 1e-9);
        Assert.Equal(0.5, LearningRate.At(Options, 24, 0), 1e-9);
        Assert.Equal(1, LearningRate.At(Options, 49, 0), 1e-9);
        Assert.Equal(0.525, LearningRate.At(Options, 1000, 0.5), 1e-9);
        Assert.Equal(0.05, LearningRate.At(Options, 2000, 1), 1e-9);
    }

    [Fact]
    public void Where_few_steps_are_made_it_rises_over_the_time() => Assert.True(LearningRate.At(Options, 3, 0.05) > 0.99);
}
