package dev.pgassay.runner.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerFilesTest {
  @TempDir private Path repository;
  @TempDir private Path temporary;
  private Path statements;

  @BeforeEach
  void commitAndChange() throws Exception {
    statements = Files.createDirectories(repository.resolve("db/statements"));
    Files.writeString(statements.resolve("kept.sql"), "SELECT 1\n");
    Files.writeString(statements.resolve("gone.sql"), "SELECT 2\n");
    Files.writeString(statements.resolve("notes.txt"), "not SQL\n");
    Path start = Files.writeString(statements.resolve("start"), "#!/bin/sh\n");
    assertThat(start.toFile().setExecutable(true)).isTrue();
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "first");
    Files.writeString(statements.resolve("kept.sql"), "SELECT 3\n");
    Files.delete(statements.resolve("gone.sql"));
    Files.writeString(statements.resolve("new.sql"), "SELECT 4\n");
  }

  @Test
  void exportsTheSqlFilesOfAFolderAsTheyWere() throws IOException {
    try (FormerFiles former = FormerFiles.at("HEAD", temporary)) {
      Path folder = former.folder(statements);
      assertThat(folder.resolve("kept.sql")).hasContent("SELECT 1");
      assertThat(folder.resolve("gone.sql")).hasContent("SELECT 2");
      assertThat(folder.resolve("new.sql")).doesNotExist();
      assertThat(folder.resolve("notes.txt")).doesNotExist();
    }
    assertThat(temporary).isEmptyDirectory();
    assertThat(statements.resolve("kept.sql")).hasContent("SELECT 3");
  }

  @Test
  void exportsEverythingThatAnImageIsBuiltFrom() {
    try (FormerFiles former = FormerFiles.at("HEAD", temporary)) {
      Path folder = former.everything(statements);
      assertThat(folder.resolve("notes.txt")).hasContent("not SQL");
      assertThat(folder.resolve("kept.sql")).hasContent("SELECT 1");
      assertThat(folder.resolve("start")).isExecutable();
      assertThat(folder.resolve("kept.sql").toFile().canExecute()).isFalse();
    }
  }

  @Test
  void exportsOnlyTheScriptsThatWereThere() {
    try (FormerFiles former = FormerFiles.at("HEAD", temporary)) {
      List<Path> files =
          former.files(List.of(statements.resolve("new.sql"), statements.resolve("kept.sql")));
      assertThat(files).singleElement().satisfies(it -> assertThat(it).hasContent("SELECT 1"));
    }
  }

  @Test
  void refusesARevisionThatGitDoesNotKnow() {
    try (FormerFiles former = FormerFiles.at("no-such-branch", temporary)) {
      assertThatThrownBy(() -> former.folder(statements))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("git knows no commit no-such-branch in " + statements);
    }
    assertThatThrownBy(() -> FormerFiles.at("--upload-pack=x", temporary))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void asksNoRepositoryThatCameAsFilesOfAFolder() throws Exception {
    git("clone", "--quiet", "--bare", repository.toString(), statements.resolve("x").toString());
    try (FormerFiles former = FormerFiles.at("HEAD", temporary)) {
      assertThatThrownBy(() -> former.folder(statements.resolve("x")))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("git knows no commit HEAD in " + statements.resolve("x"));
    }
  }

  @Test
  void writesNoFileOutsideOfItsFolder() throws Exception {
    // Made by hand: git's own commands put no such name into a tree.
    Path blob = Files.writeString(temporary.resolve("blob"), "SELECT 'evil'\n");
    String hash = asked("hash-object", "-w", blob.toString());
    Path tree = temporary.resolve("tree");
    try (OutputStream out = Files.newOutputStream(tree)) {
      out.write("100644 ../../evil.sql\0".getBytes(StandardCharsets.UTF_8));
      out.write(HexFormat.of().parseHex(hash));
    }
    String tip = asked("hash-object", "-w", "-t", "tree", "--literally", tree.toString());
    String commit =
        asked("-c", "user.name=t", "-c", "user.email=t@e", "commit-tree", tip, "-m", "evil");
    Path own = Files.createDirectories(temporary.resolve("a/b"));
    try (FormerFiles former = FormerFiles.at(commit, own)) {
      assertThatThrownBy(() -> former.folder(repository))
          .isInstanceOf(Failure.class)
          .hasMessage("a file of a git revision has a name that leads elsewhere: ../../evil.sql");
    }
    assertThat(temporary.resolve("a/evil.sql")).doesNotExist();
  }

  private String asked(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return said.strip();
  }

  private void git(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}
