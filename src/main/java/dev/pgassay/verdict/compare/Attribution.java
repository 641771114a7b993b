package dev.pgassay.verdict.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Explains a regression of latency by the other changes at the same point: the plan, then temporary
 * files, then buffers, then WAL. It says nothing of a plan or of counts that were not read, nor of
 * the speed of a server: one reading of a fixed query differed by 72 % on one and the same server.
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
          finding.verdict() == Verdict.REGRESSED && finding.aspect().isLatency()
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
            .map(it -> cause(it, exact))
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

  private static String cause(Finding finding, List<Finding> exact) {
    return switch (finding.aspect()) {
      case PLAN -> finding.sentence();
      case BUFFERS, BUFFERS_OF_ANOTHER_BUILD ->
          (samePlan(exact) ? "the same plan" : "it") + " reads more buffers: " + finding.sentence();
      case INDEX_SIZE -> "the index became larger: " + finding.sentence();
      case WAL -> "it writes more WAL: " + finding.sentence();
      case RECALL ->
          finding.verdict() == Verdict.IMPROVED
              ? "better answers cost more: " + finding.sentence()
              : "the answers became worse too: " + finding.sentence();
      default -> finding.sentence();
    };
  }

  private static boolean samePlan(List<Finding> exact) {
    return plan(exact).filter(it -> it.sentence().equals(PlanComparison.SAME)).isPresent();
  }

  private static Optional<Finding> plan(List<Finding> exact) {
    return exact.stream().filter(it -> it.aspect() == Aspect.PLAN).findFirst();
  }

  private static String unexplained(List<Finding> exact) {
    Optional<Finding> plan = plan(exact);
    if (plan.isPresent() && !samePlan(exact)) {
      return "a change that the policy tolerates: " + plan.get().sentence();
    }
    return (plan.isPresent() ? "the plan is the same" : "no plan was read")
        + buffers(exact)
            .map(it -> Attribution.work(it))
            .orElse(", and the server's work was not observed");
  }

  private static Optional<Finding> buffers(List<Finding> exact) {
    return exact.stream()
        .filter(
            it -> it.aspect() == Aspect.BUFFERS || it.aspect() == Aspect.BUFFERS_OF_ANOTHER_BUILD)
        .findFirst();
  }

  private static String work(Finding buffers) {
    return switch (buffers.verdict()) {
      case IMPROVED -> ", and it reads fewer buffers: the extra time is processing";
      case NOT_COMPARABLE -> ", and buffers could not be compared: " + buffers.sentence();
      default ->
          ", and nothing that the server counts changed by more than is tolerated: "
              + buffers.sentence()
              + " buffers per operation";
    };
  }
}
