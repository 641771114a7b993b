package dev.pgassay.runner.ab;

import dev.pgassay.result.run.Run;
import dev.pgassay.verdict.compare.Comparison;

/**
 * The result of an interleaved comparison.
 *
 * @param run the base's points, as they were stored
 * @param comparison the findings about the contender
 */
public record AbResult(Run run, Comparison comparison) {}
