package dev.pgassay.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says why a latency regressed, by what else changed at the same point: the plan, then temporary
 * files, then buffers, then WAL; where nothing of these did, the time went into something that the
 * server does not count.
 */
public final class Attribution {
  private static final List<Aspect> CAUSES =
      List.of(
          Aspect.PLAN,
          Aspect.ESTIMATE,
          Aspect.SPILL,
          Aspect.INDEX_SIZE,
          Aspect.BUFFERS,
          Aspect.BUFFERS_OF_ANOTHER_BUILD,
          Aspect.WAL,
          Aspect.RECALL);

  private Attribution() {}

  /**
   * Adds the cause to each regression of latency.
   *
   * @param latencies findings about percentiles
   * @param exact findings about the same points
   * @return the latencies' findings, with their causes
   */
  public static List<Finding> explain(List<Finding> latencies, List<Finding> exact) {
    Map<String, List<Finding>> bySubject =
        exact.stream().collect(Collectors.groupingBy(Finding::subject));
    List<Finding> explained = new ArrayList<>();
    for (Finding finding : latencies) {
      explained.add(
          finding.verdict() == Verdict.REGRESSED
              ? because(finding, bySubject.getOrDefault(finding.subject(), List.of()))
              : finding);
    }
    return explained;
  }

  private static Finding because(Finding finding, List<Finding> exact) {
    String cause =
        CAUSES.stream()
            .map(aspect -> changed(exact, aspect))
            .flatMap(Optional::stream)
            .findFirst()
            .map(it -> cause(it))
            .orElseGet(() -> unexplained(exact));
    return new Finding(
        finding.subject(),
        finding.point(),
        finding.aspect(),
        finding.verdict(),
        finding.sentence() + "; " + cause,
        finding.effect());
  }

  private static Optional<Finding> changed(List<Finding> exact, Aspect aspect) {
    return exact.stream()
        .filter(it -> it.aspect() == aspect)
        .filter(
            it ->
                it.verdict() == Verdict.REGRESSED
                    || aspect == Aspect.RECALL && it.verdict() == Verdict.IMPROVED)
        .findFirst();
  }

  private static String cause(Finding finding) {
    return switch (finding.aspect()) {
      case PLAN -> finding.sentence();
      case BUFFERS, BUFFERS_OF_ANOTHER_BUILD ->
          "the same plan reads more buffers: " + finding.sentence();
      case INDEX_SIZE -> "the index became larger: " + finding.sentence();
      case WAL -> "it writes more WAL: " + finding.sentence();
      case RECALL ->
          finding.verdict() == Verdict.IMPROVED
              ? "better answers cost more: " + finding.sentence()
              : "the answers became worse too: " + finding.sentence();
      default -> finding.sentence();
    };
  }

  private static String unexplained(List<Finding> exact) {
    boolean observed =
        exact.stream()
            .anyMatch(
                it ->
                    it.aspect() == Aspect.BUFFERS
                        || it.aspect() == Aspect.BUFFERS_OF_ANOTHER_BUILD);
    return observed
        ? "the same plan reads no more buffers and takes longer: the time goes into processing"
        : "the plan is the same, and the server's work was not observed";
  }
}
