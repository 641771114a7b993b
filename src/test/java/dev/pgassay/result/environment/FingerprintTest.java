package dev.pgassay.result.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.RunRecorder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private final Run run = CannedRun.complete();

  @Test
  void isThatOfMachineAndServer() {
    assertThat(with(run.environment(), run.server()).fingerprint()).isEqualTo(run.fingerprint());
  }

  @Test
  void differsWithASettingThatAMeasurementCanDependOn() {
    Run other = with(run.environment(), withSetting("shared_buffers", "1GB"));

    assertThat(other.fingerprint().server()).isNotEqualTo(run.fingerprint().server());
    assertThat(other.fingerprint().machine()).isEqualTo(run.fingerprint().machine());
    assertThat(Fingerprint.differences(run.conditions(), other.conditions()))
        .containsExactly("setting shared_buffers is 1GB, was 2GB");
  }

  @Test
  void doesNotDifferWithTheAddressOfAServerOfOurs() {
    Run other = with(run.environment(), withSetting("port", "54322"));

    assertThat(other.fingerprint()).isEqualTo(run.fingerprint());
    assertThat(Fingerprint.differences(run.conditions(), other.conditions())).isEmpty();
  }

  @Test
  void differsWithTheAddressOfAServerThatTheUserNamed() {
    Run one = with(run.environment(), elsewhere("url", "db1.example:5432", Optional.empty()));
    Run other = with(run.environment(), elsewhere("url", "db2.example:5432", Optional.empty()));
    Run same = with(run.environment(), elsewhere("url", "db1.example:5432/x", Optional.empty()));

    assertThat(other.fingerprint().server()).isNotEqualTo(one.fingerprint().server());
    assertThat(same.fingerprint()).isEqualTo(one.fingerprint());
    assertThat(Fingerprint.differences(one.conditions(), other.conditions()))
        .containsExactly("server's address is db2.example:5432, was db1.example:5432");
  }

  @Test
  void differsWithTheLimitsOfTheServersContainer() {
    Run one = with(run.environment(), limited("0-1", 4L << 30));
    Run other = with(run.environment(), limited("0-3", 4L << 30));

    assertThat(other.fingerprint().server()).isNotEqualTo(one.fingerprint().server());
    assertThat(Fingerprint.differences(one.conditions(), other.conditions()))
        .containsExactly("server's processors is 0-3, was 0-1");
  }

  private Server limited(String processors, long memoryBytes) {
    return elsewhere(
        "docker",
        "127.0.0.1:54321",
        Optional.of(new Server.Limits(processors, memoryBytes, 1L << 30)));
  }

  @Test
  void differsWithTheProcessor() {
    Environment here = run.environment();
    Environment elsewhere =
        new Environment(
            new Environment.Cpu(Optional.of("AMD EPYC 7B13"), 2, here.cpu().governor()),
            here.memoryBytes(),
            here.hugePagesBytes(),
            here.operatingSystem(),
            Optional.empty(),
            here.limits(),
            here.jvm(),
            here.driver());
    Run other = with(elsewhere, run.server());

    assertThat(other.fingerprint().machine()).isNotEqualTo(run.fingerprint().machine());
    assertThat(Fingerprint.differences(run.conditions(), other.conditions()))
        .containsExactly(
            "container is absent, was docker",
            "processor is AMD EPYC 7B13, was Intel(R) Xeon(R) Processor @ 2.90GHz");
  }

  @Test
  void differsWithWhatIsSetAsideForHugePages() {
    Environment here = run.environment();
    Environment without =
        new Environment(
            here.cpu(),
            here.memoryBytes(),
            OptionalLong.empty(),
            here.operatingSystem(),
            here.container(),
            here.limits(),
            here.jvm(),
            here.driver());
    Run other = with(without, run.server());

    assertThat(other.fingerprint().machine()).isNotEqualTo(run.fingerprint().machine());
    assertThat(Fingerprint.differences(other.conditions(), run.conditions()))
        .containsExactly("huge pages in bytes is 2147483648, was absent");
  }

  @Test
  void isTheSameWhereverTheClassArchiveOfTheForksLies() {
    Environment here = run.environment();
    Environment.Jvm jvm = here.jvm();
    List<String> flags = new ArrayList<>(jvm.forkArguments());
    flags.add("-XX:SharedArchiveFile=/home/me/target/20261123/17.0.15.jsa");
    Environment archived =
        new Environment(
            here.cpu(),
            here.memoryBytes(),
            here.hugePagesBytes(),
            here.operatingSystem(),
            here.container(),
            here.limits(),
            new Environment.Jvm(jvm.name(), jvm.version(), jvm.vendor(), jvm.arguments(), flags),
            here.driver());

    assertThat(with(archived, run.server()).fingerprint()).isEqualTo(run.fingerprint());
  }

  private Server withSetting(String name, String value) {
    Server server = run.server();
    Map<String, Server.Setting> settings = new HashMap<>(server.settings());
    settings.put(name, new Server.Setting(value, true, Optional.empty()));
    return new Server(
        server.sourceKind(),
        server.display(),
        server.version(),
        server.extensions(),
        settings,
        server.image(),
        server.limits(),
        List.of());
  }

  private Server elsewhere(String kind, String display, Optional<Server.Limits> limits) {
    Server server = run.server();
    return new Server(
        kind,
        display,
        server.version(),
        server.extensions(),
        server.settings(),
        server.image(),
        limits,
        List.of());
  }

  private Run with(Environment environment, Server server) {
    return new RunRecorder(
            run.runId(),
            run.tool(),
            run.invocation(),
            run.startedAt(),
            environment,
            server,
            run.dataset())
        .complete(run.startedAt());
  }
}
