package dev.pgassay.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlFolderTest {
  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  @Test
  void listsSqlFilesInTheOrderOfTheirNames() throws IOException {
    Path second = Files.writeString(folder.resolve("b.sql"), "SELECT 2");
    Path first = Files.createSymbolicLink(folder.resolve("a.sql"), Path.of("b.sql"));
    Files.writeString(folder.resolve("notes.txt"), "no SQL");
    Files.createDirectory(folder.resolve("c.sql"));
    assertThat(SqlFolder.files(folder)).containsExactly(first, second);
  }

  @Test
  void refusesALinkToAFileOutsideOfTheFolder() throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "SELECT 'secret'");
    Path link = Files.createSymbolicLink(folder.resolve("a.sql"), secret);
    assertThatThrownBy(() -> SqlFolder.files(folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(link + " is a link to a file outside of " + folder + "; copy it");
  }
}
