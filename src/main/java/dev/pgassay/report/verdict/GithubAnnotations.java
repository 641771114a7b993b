package dev.pgassay.report.verdict;

import dev.pgassay.failure.OneLine;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.Finding;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a comparison as workflow commands of GitHub Actions, which appear next to the lines of a
 * change: regressions as errors, things that could not be judged as warnings.
 */
public final class GithubAnnotations {
  private final Optional<AnnotatedFile> file;
  private final Map<String, AnnotatedFile> statements;

  /**
   * @param file the migration or SQL file that the contender adds; empty if it is not known
   * @param statements files of the user's own statements by name; annotations refer to them if
   *     there is no file
   */
  public GithubAnnotations(Optional<AnnotatedFile> file, Map<String, AnnotatedFile> statements) {
    this.file = file;
    this.statements = Map.copyOf(statements);
  }

  /** Returns a line for each annotation and one for the outcome. */
  public String render(Comparison comparison) {
    StringBuilder out = new StringBuilder();
    for (Finding finding : VerdictLines.notable(comparison)) {
      if (finding.verdict().fails()) {
        append(out, "error", finding);
      } else if (!finding.verdict().judged()) {
        append(out, "warning", finding);
      }
    }
    out.append("::notice title=pgassay::").append(data(VerdictLines.headline(comparison)));
    return out.append('\n').toString();
  }

  private void append(StringBuilder out, String level, Finding finding) {
    String title = finding.subject() + ": " + VerdictLines.word(finding.verdict());
    out.append("::").append(level).append(' ');
    file.or(() -> ofStatement(finding))
        .ifPresent(
            it ->
                out.append("file=")
                    .append(property(it.path()))
                    .append(",line=")
                    .append(it.lineOf().applyAsInt(finding))
                    .append(','));
    out.append("title=")
        .append(property(title))
        .append("::")
        .append(data(finding.aspect().label() + ": " + finding.sentence()))
        .append('\n');
  }

  private Optional<AnnotatedFile> ofStatement(Finding finding) {
    return finding.point().map(point -> statements.get(point.benchmark()));
  }

  private static String data(String text) {
    return OneLine.of(text).replace("%", "%25");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
