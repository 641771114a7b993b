package dev.pgassay.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
  @TempDir private Path folder;

  @Test
  void deletesEverythingBelowButNothingBehindALink() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path kept = Files.writeString(elsewhere.resolve("kept"), "text");
    Path root = Files.createDirectories(folder.resolve("root/inner")).getParent();
    Files.writeString(root.resolve("inner/file"), "text");
    Files.createSymbolicLink(root.resolve("link"), elsewhere);

    new FolderTree(root).delete();

    assertThat(root).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void deletesALinkInPlaceOfAFolderAndNotItsTarget() throws IOException {
    Path target = folder.resolve("target");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    new FolderTree(link).delete();

    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThatCode(() -> new FolderTree(target).delete()).doesNotThrowAnyException();
  }

  @Test
  void addsUpTheSizesOfFilesAlone() throws IOException {
    Files.writeString(folder.resolve("one"), "four");
    Files.writeString(Files.createDirectory(folder.resolve("inner")).resolve("two"), "fives");

    assertThat(new FolderTree(folder).sizeBytes()).isEqualTo(9);
  }
}
