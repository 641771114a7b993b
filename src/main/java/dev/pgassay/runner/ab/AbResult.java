package dev.pgassay.runner.ab;

import dev.pgassay.result.run.Run;
import dev.pgassay.verdict.compare.Comparison;

/**
 * What an interleaved comparison left.
 *
 * @param run the base's points, as they were stored
 * @param comparison what is said of the contender
 */
public record AbResult(Run run, Comparison comparison) {}
