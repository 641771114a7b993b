package dev.pgassay.runner.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.RunRecorder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SameConditionsTest {
  private static final Optional<String> ONE = Optional.of("1".repeat(64));
  private static final Optional<String> OTHER = Optional.of("2".repeat(64));

  @Test
  void acceptsTheSameBuild() {
    accepted(built("a", false, Optional.empty()), built("a", false, Optional.empty()));
    accepted(built("a", true, ONE), built("a", true, ONE));
    accepted(unknown(), unknown());
  }

  @Test
  void refusesAnotherRevision() {
    refused(
        built("a", false, Optional.empty()),
        built("b", false, Optional.empty()),
        "pgassay is 1 (b), was 1 (a)");
  }

  @Test
  void refusesOtherUncommittedChanges() {
    refused(built("a", false, Optional.empty()), built("a", true, ONE), "uncommitted changes");
    refused(built("a", true, ONE), built("a", false, Optional.empty()), "uncommitted changes");
    refused(built("a", true, ONE), built("a", true, OTHER), "uncommitted changes");
    refused(
        built("a", true, Optional.empty()),
        built("a", true, Optional.empty()),
        "uncommitted changes");
  }

  private static void accepted(Tool left, Tool here) {
    assertThatCode(() -> SameConditions.require(run(left), run(here))).doesNotThrowAnyException();
  }

  private static void refused(Tool left, Tool here, String why) {
    assertThatThrownBy(() -> SameConditions.require(run(left), run(here)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(why)
        .hasMessageEndingWith("begin a new run without --resume");
  }

  private static Tool built(String revision, boolean modified, Optional<String> checksum) {
    return new Tool("1", Optional.of(revision), Optional.of(modified), checksum);
  }

  private static Tool unknown() {
    return new Tool("1", Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Run run(Tool tool) {
    Run canned = CannedRun.interrupted();
    return new RunRecorder(
            canned.runId(),
            tool,
            canned.invocation(),
            canned.startedAt(),
            canned.environment(),
            canned.server(),
            canned.dataset())
        .snapshot(canned.startedAt());
  }
}
