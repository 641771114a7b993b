package dev.pgassay.result.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedCommandTest {
  private static final String DIGEST = "db@sha256:" + "d4".repeat(32);

  @Test
  void takesWhatMeasuresAndPassesOverAllElse() {
    RecordedCommand command =
        of(
            "--database local quick --quiet --output /tmp/x --clients=1,8 --format json --sql q"
                + " --set work_mem=64MB --set archive_command=evil --resume --seed -5 @/etc/passwd"
                + " --no-index-audit --state warm --evil=1");
    assertThat(command.target()).contains("quick");
    assertThat(command.words())
        .containsExactly(
            "--database=local",
            "--clients=1,8",
            "--set=work_mem=64MB",
            "--seed=-5",
            "--state=warm");
    assertThat(command.passedOver())
        .containsExactly(
            "--quiet",
            "--output",
            "--format",
            "--sql",
            "--set archive_command",
            "--resume",
            "@/etc/passwd",
            "--no-index-audit",
            "--evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--database postgresql://evil.example/x",
        "--database url",
        "--dataset ../../evil",
        "--dataset evil.yaml",
        "--dataset /etc/passwd",
        "--image evil/db:latest",
        "--image evil/db@sha256:short",
        "--clients @/etc/passwd",
        "--param ef_search=@/etc/passwd",
        "--container-memory $(id)",
        "--container-cpus --privileged",
        "--set work_mem=1MB'evil",
        "--set work_mem=",
        "--state hot",
        "--forks 99999999999"
      })
  void refusesAValueThatCouldBeSomethingElse(String option) {
    String[] words = option.split(" ");
    assertThatThrownBy(() -> of(option).words())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            words[0]
                + " "
                + words[1]
                + " is not taken from a baseline; name it on the command line of gate, or record"
                + " the baseline again");
  }

  @Test
  void refusesAnotherCommand() {
    assertThatThrownBy(() -> RecordedCommand.of(List.of("clean", "--all")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("not recorded by pgassay run");
  }

  @Test
  void keepsNeitherServerNorFilesNorPresentation() {
    assertThat(
            kept(
                "run quick --database postgresql://a@b/c --quiet --output /x --sql q --clients 4"
                    + " --set jit=off --set ssl_key_file=/k --image db:1 --dataset my.yaml",
                Optional.of(new Server.Image("db:1", "sha256:aa", List.of(DIGEST)))))
        .containsExactly(
            "run",
            "quick",
            "--clients",
            "4",
            "--set",
            "jit=off",
            "--image",
            DIGEST,
            "--dataset",
            "my.yaml");
    assertThat(kept("run --database local", Optional.empty()))
        .containsExactly("run", "--database", "local");
    assertThat(kept("load-test x --database postgresql://a@b/c", Optional.empty())).isEmpty();
  }

  @Test
  void allowsSettingsOfPlannerAndMemoryAlone() {
    for (String harmless :
        List.of("work_mem", "shared_buffers", "enable_seqscan", "hnsw.ef_search", "jit")) {
      assertThat(ReplayRules.allowsSetting(harmless, "on")).as(harmless).isTrue();
    }
    for (String other :
        List.of(
            "archive_command",
            "shared_preload_libraries",
            "session_preload_libraries",
            "local_preload_libraries",
            "dynamic_library_path",
            "jit_provider",
            "log_directory",
            "data_directory",
            "ssl_key_file",
            "listen_addresses",
            "search_path",
            "fsync",
            "row_security",
            "role",
            "enable_.evil")) {
      assertThat(ReplayRules.allowsSetting(other, "on")).as(other).isFalse();
    }
    for (String value : List.of("", "'", "1\n2", "a\\b", "$libdir/evil", "1MB evil=2")) {
      assertThat(ReplayRules.allowsSetting("work_mem", value)).as(value).isFalse();
    }
  }

  @Test
  void knowsARevisionByItsHashAlone() {
    assertThat(ReplayRules.revision(tool("4539d6ff4446ddda97d858988538a7351d44b85d"))).isPresent();
    for (String other :
        List.of("--upload-pack=evil", "HEAD", "origin/main", "../x", "4539d6f:./x", ":/x", "")) {
      assertThat(ReplayRules.revision(tool(other))).as(other).isEmpty();
    }
  }

  private static Tool tool(String revision) {
    return new Tool("1", Optional.of(revision), Optional.of(false), Optional.empty());
  }

  private static RecordedCommand of(String words) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(words.split(" ")));
    return RecordedCommand.of(arguments);
  }

  private static List<String> kept(String words, Optional<Server.Image> image) {
    return RecordedCommand.kept(List.of(words.split(" ")), image);
  }
}
