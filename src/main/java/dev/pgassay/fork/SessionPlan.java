package dev.pgassay.fork;

/**
 * The plan of the measured statement on the measured session at one moment.
 *
 * @param text one line for each node
 * @param fingerprint of its shape
 * @param genericPlans executions so far that used the generic plan
 * @param customPlans executions so far that were planned anew
 */
public record SessionPlan(String text, String fingerprint, long genericPlans, long customPlans) {}
