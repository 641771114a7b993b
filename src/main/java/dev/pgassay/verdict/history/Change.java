package dev.pgassay.verdict.history;

/**
 * A place at which the level of a series changes. Immutable.
 *
 * @param index of the first sample after it
 * @param before mean of the samples since the change before, or the beginning
 * @param after mean of the samples up to the next change, or the end
 * @param pValue how likely so clear a change is if there is none
 * @param worse whether it is for the worse
 * @param cause what else changed at the same run; empty if nothing else is known to have changed
 */
public record Change(
    int index, double before, double after, double pValue, boolean worse, String cause) {}
