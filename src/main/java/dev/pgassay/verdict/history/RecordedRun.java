package dev.pgassay.verdict.history;

import dev.pgassay.result.baseline.Arm;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a history. Immutable.
 *
 * @param id its name, which tells when it began
 * @param arm the arm that was measured
 * @param fingerprint of machine and server
 * @param observations of the points that were valid
 */
public record RecordedRun(
    RunId id, Arm arm, Fingerprint fingerprint, Map<PointKey, Observation> observations) {

  /**
   * Takes a baseline apart.
   *
   * @param baseline of one run or several
   * @return its runs; points that were not valid in all of them are left out
   */
  static List<RecordedRun> of(Baseline baseline) {
    List<RecordedRun> runs = new ArrayList<>();
    for (int i = 0; i < baseline.runs().size(); i++) {
      Map<PointKey, Observation> observations = new LinkedHashMap<>();
      for (RecordedPoint point : baseline.points()) {
        if (point.observations().size() == baseline.runs().size()) {
          observations.put(point.key(), point.observations().get(i));
        }
      }
      runs.add(
          new RecordedRun(
              baseline.runs().get(i), baseline.arm(), baseline.fingerprint(), observations));
    }
    return runs;
  }

  /**
   * Names the program that was measured.
   *
   * @return the first digits of its git revision, or its version
   */
  public String program() {
    return arm.tool()
        .gitRevision()
        .map(it -> it.substring(0, Math.min(12, it.length())))
        .orElse(arm.tool().version());
  }
}
