package dev.pgassay.cli.option;

import dev.pgassay.report.verdict.AnnotatedFile;
import dev.pgassay.report.verdict.GithubAnnotations;
import dev.pgassay.report.verdict.VerdictJunit;
import dev.pgassay.report.verdict.VerdictMarkdown;
import dev.pgassay.report.verdict.VerdictText;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.ComparisonFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** How a comparison is printed: {@code --format} and {@code --report} accept these names. */
enum VerdictFormat {
  text((comparison, setting) -> new VerdictText(setting.colour()).render(comparison)),
  markdown((comparison, setting) -> new VerdictMarkdown().render(comparison)),
  junit((comparison, setting) -> new VerdictJunit().render(comparison)),
  json((comparison, setting) -> new ComparisonFormat().write(comparison)),
  github((comparison, setting) -> setting.annotations().render(comparison));

  private final BiFunction<Comparison, Setting, String> renderer;

  VerdictFormat(BiFunction<Comparison, Setting, String> renderer) {
    this.renderer = renderer;
  }

  String render(Comparison comparison, Setting setting) {
    return renderer.apply(comparison, setting);
  }

  /**
   * Inputs that a format may need in addition to the comparison.
   *
   * @param colour whether the text is for a terminal that shows colours
   * @param annotated the file that annotations point at, if one is named
   * @param statements files of the user's own statements by their names
   */
  record Setting(
      boolean colour, Optional<AnnotatedFile> annotated, Map<String, AnnotatedFile> statements) {
    private GithubAnnotations annotations() {
      return new GithubAnnotations(annotated, statements);
    }
  }
}
