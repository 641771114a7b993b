package dev.pgassay.postgres.server.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSweepTest {
  @TempDir private Path clusters;
  private ClusterFolder present;

  @BeforeEach
  void nameTheClusterThatIsToBeUsed() {
    present = ClusterFolder.named(clusters, "pg15");
  }

  @Test
  void removesWhatWasNotCompleted() throws IOException {
    Path unfinished = Files.createDirectory(clusters.resolve("pg14.new"));
    Files.createDirectory(unfinished.resolve("data"));
    Files.writeString(unfinished.resolve("initdb-password"), "secret");
    Files.writeString(unfinished.resolve("lifeline.sh.new"), "");
    sweepOthers();
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void leavesAFolderWithOtherFilesAlone() throws IOException {
    Path notes = Files.createDirectory(clusters.resolve("notes.new"));
    Files.writeString(notes.resolve("note"), "mine");
    sweepOthers();
    assertThat(notes.resolve("note")).hasContent("mine");

    Path inTheWay = Files.createDirectory(clusters.resolve("pg15.new"));
    Files.writeString(inTheWay.resolve("note"), "mine");
    new ClusterSweep(present, Progress.NONE).sweep();
    assertThat(inTheWay.resolve("note")).hasContent("mine");
  }

  @Test
  void followsNoLink(@TempDir Path elsewhere) throws IOException {
    Path data = Files.createDirectory(elsewhere.resolve("data"));
    Path link = Files.createSymbolicLink(clusters.resolve("pg14.new"), elsewhere);
    sweepOthers();
    assertThat(link).isSymbolicLink();
    assertThat(data).exists();
  }

  @Test
  void leavesWhatAnotherUserHasMadeAlone() throws IOException {
    assumeTrue(Files.getOwner(clusters).getName().equals("root"), "only root may give files away");
    Path theirs = Files.createDirectory(clusters.resolve("pg14.new"));
    giveAway(theirs);
    sweepOthers();
    assertThat(theirs).exists();

    Files.createDirectory(present.folder());
    present.writeLabel(15);
    giveAway(present.folder());
    assertThatThrownBy(() -> new ClusterSweep(present, Progress.NONE).sweep())
        .isInstanceOf(Failure.class)
        .hasMessage(
            "cluster "
                + present.folder()
                + " belongs to user nobody; set PGASSAY_HOME to a folder of your own");
  }

  @Test
  void freesASegmentOnlyWhereKeyNumberAndOwnerAreThoseOfTheServer() {
    String line = " -117834756      32768   600          56  999  999      0   105   105   105";
    String[] ours = {"18446744073591716860", "32768"};
    assertThat(ClusterSweep.isUnusedSegment(line, ours, "105")).isTrue();
    assertThat(ClusterSweep.isUnusedSegment(line, ours, "0")).isFalse();
    assertThat(ClusterSweep.isUnusedSegment(line, new String[] {"7", "32768"}, "105")).isFalse();
    assertThat(ClusterSweep.isUnusedSegment(line, new String[] {ours[0], "1"}, "105")).isFalse();
    String attached = line.replace("999      0", "999      3");
    assertThat(ClusterSweep.isUnusedSegment(attached, ours, "105")).isFalse();
    String header = "       key      shmid perms       size  cpid  lpid nattch   uid   gid";
    assertThat(ClusterSweep.isUnusedSegment(header, ours, "105")).isFalse();
  }

  private void sweepOthers() {
    ClusterSweep.sweepOthers(clusters, present, Progress.NONE);
  }

  private static void giveAway(Path file) throws IOException {
    Files.setOwner(
        file,
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
  }
}
