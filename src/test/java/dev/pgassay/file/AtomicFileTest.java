package dev.pgassay.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void makesTheFolderAndReplacesTheFile() throws IOException {
    Path file = folder.resolve("new").resolve("data.bin");
    AtomicFile.write(file, new byte[] {1, 2});
    AtomicFile.write(file, new byte[] {3});

    assertThat(file).hasBinaryContent(new byte[] {3});
    assertThat(names(file.getParent())).containsExactly("data.bin");
  }

  @Test
  void keepsTheOldFileWhereTheNewOneCannotBeWritten() throws IOException {
    Path file = folder.resolve("n".repeat(250)); // no file system takes a longer name beside it
    Files.writeString(file, "old");

    assertThatThrownBy(() -> AtomicFile.write(file, new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("old");
  }

  @Test
  void removesWhatAKilledProcessLeftAndNothingElse() throws IOException {
    Path abandoned = old("data.bin.1.pgassay-tmp");
    Path foreign = old("notes.tmp");
    Path fresh = Files.writeString(folder.resolve("data.bin.2.pgassay-tmp"), "half");
    AtomicFile.write(folder.resolve("data.bin"), new byte[] {1});

    assertThat(abandoned).doesNotExist();
    assertThat(foreign).exists();
    assertThat(fresh).exists();
  }

  @Test
  void writesAllOfTheFileThoughTheThreadIsInterrupted() throws IOException {
    Path file = folder.resolve("data.bin");
    Thread.currentThread().interrupt();
    try {
      AtomicFile.write(file, new byte[] {1, 2});
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }

    assertThat(file).hasBinaryContent(new byte[] {1, 2});
    assertThat(names(folder)).containsExactly("data.bin");
  }

  private Path old(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "half");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7_200)));
    return file;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
