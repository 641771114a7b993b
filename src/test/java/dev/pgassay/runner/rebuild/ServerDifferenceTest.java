package dev.pgassay.runner.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.query.SettingRule;
import dev.pgassay.postgres.query.SettingRule.Scope;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.result.baseline.Arm;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.environment.Server.Image;
import dev.pgassay.result.point.CannedRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServerDifferenceTest {
  private static final Map<String, SettingRule> RULES =
      Map.of(
          "work_mem", new SettingRule(Scope.SESSION, Optional.of("4096")),
          "jit", new SettingRule(Scope.SESSION, Optional.of("on")),
          "shared_buffers", new SettingRule(Scope.SERVER, Optional.of("16384")),
          "max_worker_processes", new SettingRule(Scope.SERVER, Optional.of("8")),
          "wal_level", new SettingRule(Scope.SERVER, Optional.of("replica")),
          "archive_command", new SettingRule(Scope.SERVER, Optional.of("")),
          "search_path", new SettingRule(Scope.SESSION, Optional.of("public")),
          "data_checksums", new SettingRule(Scope.NOBODY, Optional.of("off")));
  private static final String ID = "sha256:" + "a1".repeat(32);
  private static final Image OLD = new Image("db:1", ID, List.of());

  private final Baseline recorded = Baseline.of("main", List.of(CannedRun.complete()));

  @Test
  void givesSessionsAndServerBackWhatTheBaselineHad() {
    ServerDifference found =
        difference(
            side("local", Map.of("work_mem", "64MB", "max_worker_processes", "9"), Map.of()),
            side("local", Map.of("work_mem", "1MB", "jit", "off"), Map.of()),
            ServerOptions.DEFAULT);
    assertThat(found.sessionSettings()).isEqualTo(Map.of("work_mem", "64MB", "jit", "on"));
    assertThat(found.serverSettings()).isEqualTo(Map.of("max_worker_processes", "9"));
    assertThat(found.lacking()).isEmpty();
    assertThat(found.needsServer()).isTrue();
    assertThat(found.display())
        .isEqualTo("the base was rebuilt with jit on, work_mem 64MB, max_worker_processes 9");
  }

  @Test
  void findsNoDifferenceInEqualServers() {
    Baseline side = side("local", Map.of("work_mem", "64MB"), Map.of());
    assertThat(difference(side, side, ServerOptions.DEFAULT).any()).isFalse();
  }

  @Test
  void saysThatAServerGivenByUrlIsNotStarted() {
    ServerDifference found =
        difference(
            side("url", Map.of("shared_buffers", "1GB"), Map.of()),
            side("url", Map.of(), Map.of()),
            ServerOptions.DEFAULT);
    assertThat(found.any()).isFalse();
    assertThat(found.lacking())
        .containsExactly(
            "both arms have shared_buffers at its default, but the baseline had 1GB: a server"
                + " given by URL is not started by pgassay");
  }

  @Test
  void leavesWhatFollowsFromAnotherMachineUnlessTheUserNamedIt() {
    Baseline large = side("local", Map.of("shared_buffers", "8GB"), Map.of("memory in bytes", "9"));
    Baseline small = side("local", Map.of("shared_buffers", "1GB"), Map.of("memory in bytes", "3"));
    ServerDifference sized = difference(large, small, ServerOptions.DEFAULT);
    assertThat(sized.any()).isFalse();
    assertThat(sized.lacking())
        .singleElement()
        .asString()
        .startsWith("both arms have shared_buffers as pgassay sizes a server for this machine");
    ServerDifference named =
        difference(large, small, new ServerOptions(Map.of("shared_buffers", "1GB")));
    assertThat(named.serverSettings()).isEqualTo(Map.of("shared_buffers", "8GB"));
  }

  @Test
  void saysWhatNobodyCanSet() {
    ServerDifference found =
        difference(
            side("local", Map.of("data_checksums", "on", "io_new", "1"), Map.of()),
            side("local", Map.of(), Map.of()),
            ServerOptions.DEFAULT);
    assertThat(found.any()).isFalse();
    assertThat(found.lacking())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).endsWith("had on: it cannot be set"))
        .anySatisfy(line -> assertThat(line).endsWith("no setting of this name"));
  }

  @Test
  void takesNoSettingFromABaselineThatCouldDoMoreThanSlowAServerDown() {
    Map<String, String> hostile =
        Map.of(
            "archive_command", "curl evil.example",
            "search_path", "evil",
            "wal_level", "minimal",
            "work_mem", "1MB' evil");
    ServerDifference found =
        difference(
            side("local", hostile, Map.of()),
            side("local", Map.of(), Map.of()),
            ServerOptions.DEFAULT);
    assertThat(found.any()).isFalse();
    assertThat(found.lacking())
        .hasSize(4)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("only settings of planner and memory are taken from a baseline"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "both arms have archive_command at its default, but the baseline had"
                            + " curl evil.example: "));
  }

  @Test
  void takesAnImageByItsDigestOrByItsContentAndNeverByItsName() {
    Map<String, String> newer = Map.of("PostgreSQL", "PostgreSQL 18");
    Map<String, String> older = Map.of("PostgreSQL", "PostgreSQL 17");
    Image moved = new Image("db:1", "sha256:bb", List.of());
    assertThat(image(OLD, older, moved, newer)).contains(ID);
    Image other = new Image("db:2", "sha256:cc", List.of());
    assertThat(image(OLD, older, other, newer)).contains(ID);
    String digest = "db@sha256:" + "d4".repeat(32);
    assertThat(image(new Image("db:1", ID, List.of(digest)), older, other, newer)).contains(digest);
    Image named = new Image("evil/db", "evil/db", List.of("evil/db:latest"));
    assertThat(image(named, older, other, newer)).isEmpty();
    assertThat(
            difference(
                    side("docker", Map.of(), older, Optional.of(named)),
                    side("docker", Map.of(), newer, Optional.of(other)),
                    ServerOptions.DEFAULT)
                .lacking())
        .containsExactly(
            "both arms have the present image, but the baseline had evil/db, whose digest it"
                + " does not record; name images with --image");
  }

  @Test
  void takesAnImageThatWasBuiltAnewFromTheSamePackagesForTheSame() {
    Map<String, String> same = Map.of("PostgreSQL", "PostgreSQL 17");
    assertThat(image(OLD, same, new Image("db:1", "sha256:bb", List.of()), same)).isEmpty();
  }

  @Test
  void saysThatAnotherVersionOfALocalServerIsNotHadBack() {
    ServerDifference found =
        difference(
            side("local", Map.of(), Map.of("extension vector", "0.8.0")),
            side("local", Map.of(), Map.of("extension vector", "0.8.7")),
            ServerOptions.DEFAULT);
    assertThat(found.lacking())
        .containsExactly(
            "both arms have the present server, but extension vector is 0.8.7, was 0.8.0: only"
                + " containers on both sides can differ in it");
  }

  private Optional<String> image(
      Image was, Map<String, String> before, Image is, Map<String, String> now) {
    return difference(
            side("docker", Map.of(), before, Optional.of(was)),
            side("docker", Map.of(), now, Optional.of(is)),
            ServerOptions.DEFAULT)
        .image();
  }

  private static ServerDifference difference(Baseline base, Baseline present, ServerOptions asked) {
    return ServerComparison.difference(base, present, asked, RULES);
  }

  private Baseline side(
      String source, Map<String, String> settings, Map<String, String> conditions) {
    return side(source, settings, conditions, Optional.empty());
  }

  private Baseline side(
      String source,
      Map<String, String> settings,
      Map<String, String> conditions,
      Optional<Image> image) {
    Arm arm = recorded.arm();
    return new Baseline(
        recorded.schemaVersion(),
        recorded.name(),
        recorded.recordedAt(),
        recorded.runs(),
        new Arm(
            arm.tool(),
            arm.suite(),
            arm.arguments(),
            arm.statements(),
            arm.dataset(),
            source,
            settings,
            image),
        recorded.fingerprint(),
        new TreeMap<>(conditions),
        recorded.tableSizes(),
        recorded.points());
  }
}
