package dev.pgassay.runner.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgassay.failure.Failure;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  /** Above the largest number of a process that Linux gives. */
  private static final String DEAD = "pgassay-run-99999999-";

  @TempDir private Path temporary;

  @Test
  void removesItsOwnFolderAndThatOfAKilledProcess() throws IOException {
    Path left = folder(DEAD + "1");
    Files.writeString(left.resolve("fork.properties"), "x");
    try (Scratch scratch = Scratch.open(temporary)) {
      assertThat(left).doesNotExist();
      assertThat(scratch.folder()).exists();
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void leavesALinkAndAFolderThatIsOpenToOthersAlone() throws IOException {
    Path notes = Files.createDirectory(temporary.resolve("notes"));
    Path note = Files.writeString(notes.resolve("note"), "mine");
    Path link = Files.createSymbolicLink(temporary.resolve(DEAD + "link"), notes);
    Path open = folder(DEAD + "open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    Scratch.open(temporary).close();
    assertThat(link).isSymbolicLink();
    assertThat(note).hasContent("mine");
    assertThat(open).exists();
  }

  @Test
  void leavesAFolderOfAnotherUserAlone() throws IOException {
    Path theirs = folder(DEAD + "theirs");
    assumeTrue(Files.getOwner(theirs).getName().equals("root"), "only root may give a folder away");
    Files.setOwner(
        theirs,
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    Scratch.open(temporary).close();
    assertThat(theirs).exists();
  }

  @Test
  void saysWhatGivesAJvmAnotherTemporaryFolder() {
    assertThatThrownBy(() -> Scratch.open(temporary.resolve("missing")))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "cannot make a folder in %s/missing: not a folder; name another temporary folder:"
                    .formatted(temporary)
                + " PGASSAY_JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(
        temporary.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
