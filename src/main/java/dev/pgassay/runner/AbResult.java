package dev.pgassay.runner;

import dev.pgassay.compare.Comparison;
import dev.pgassay.result.Run;

/**
 * What an interleaved comparison left.
 *
 * @param run the base's points, as they were stored
 * @param comparison what is said of the contender
 */
public record AbResult(Run run, Comparison comparison) {}
