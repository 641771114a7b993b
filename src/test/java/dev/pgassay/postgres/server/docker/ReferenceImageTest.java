package dev.pgassay.postgres.server.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceImageTest {
  @TempDir private Path folder;

  /**
   * Computed with {@code printf 'FROM x\n' >Dockerfile; printf 'a\n' >b; sha256sum * | sha256sum}.
   */
  @Test
  void isNamedAfterItsFilesAsSha256sumTellsThem() throws IOException {
    Files.writeString(folder.resolve("b"), "a\n");
    Files.writeString(folder.resolve("Dockerfile"), "FROM x\n");
    Files.writeString(folder.resolve(".b.swp"), "an editor's");
    assertThat(new ReferenceImage(folder).name()).isEqualTo("pgassay-postgres:17-b22e900f99fb");
  }

  @Test
  void hasAnotherNameWhenAFileChanges() throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), "FROM x\n");
    String before = new ReferenceImage(folder).name();
    Files.writeString(folder.resolve("Dockerfile"), "FROM y\n");
    assertThat(new ReferenceImage(folder).name()).isNotEqualTo(before);
  }

  @Test
  void saysWhatIsMissing() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> new ReferenceImage(none).name())
        .isInstanceOf(Failure.class)
        .hasMessage(
            "cannot read "
                + none
                + ", which the image of the server is built from; give one with --image");
  }
}
