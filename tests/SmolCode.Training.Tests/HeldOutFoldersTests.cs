using CsCheck;
using SmolCode.Training.Corpus;

namespace SmolCode.Training.Tests;

public sealed class HeldOutFoldersTests
{
    [Fact]
    public void Whole_folders_are_held_out_and_never_all() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[1, 4000])
            .List[2, 60]
            .Sample(
                places =>
                {
                    var files = places
                        .Select((p, i) => new TrainingFile($"src/Folder{p.Item1}/File{i}.cs", new string('x', p.Item2)))
                        .ToList();

                    var (training, heldOut, names) = HeldOutFolders.Split(files, 0.15);

                    Assert.NotEmpty(training);
                    Assert.NotEmpty(heldOut);
                    Assert.Equal(files.Count, training.Length + heldOut.Length);
                    if (files.Select(f => f.Folder).Distinct().Count() > 1)
                    {
                        Assert.Empty(training.Select(f => f.Folder).Intersect(heldOut.Select(f => f.Folder)));
                        Assert.Equal(heldOut.Select(f => f.Folder).Distinct().Order(StringComparer.Ordinal), names);
                    }
                },
                seed: "0000KOIPe036",
                iter: 300,
                threads: 1
            );

    [Fact]
    public void Several_small_folders_are_taken_rather_than_a_giant()
    {
        List<TrainingFile> files =
        [
            .. Enumerable.Range(0, 100).Select(i => new TrainingFile($"Core/File{i}.cs", new string('x', 1000))),
            .. Enumerable.Range(0, 100).Select(i => new TrainingFile($"Part{i % 20}/File{i}.cs", new string('x', 1000))),
        ];

        var (training, heldOut, names) = HeldOutFolders.Split(files, 0.15);

        Assert.DoesNotContain("Core", names);
        Assert.InRange(heldOut.Length, 25, 35);
        Assert.True(names.Length >= 4);
        Assert.Equal(200, training.Length + heldOut.Length);
    }

    [Fact]
    public void A_new_folder_moves_none_from_one_part_to_the_other_that_was_small()
    {
        var files = Enumerable.Range(0, 400).Select(i => new TrainingFile($"Part{i % 40}/File{i}.cs", new string('x', 1000))).ToList();
        var before = HeldOutFolders.Split(files, 0.15).Names;

        files.Add(new TrainingFile("Another/File.cs", new string('x', 1000)));
        var after = HeldOutFolders.Split(files, 0.15).Names;

        Assert.True(before.Intersect(after).Count() >= before.Length - 1);
    }

    [Fact]
    public void Where_there_is_one_folder_its_files_are_parted()
    {
        var files = Enumerable.Range(0, 40).Select(i => new TrainingFile($"File{i}.cs", new string('x', 1000))).ToList();

        var (training, heldOut, names) = HeldOutFolders.Split(files, 0.15);

        Assert.Equal(6, heldOut.Length);
        Assert.Equal(34, training.Length);
        Assert.Equal(heldOut.Select(f => f.Path), names);
    }
}
