package dev.pgassay.fork;

import java.util.Optional;

/**
 * The plan of the measured statement on the measured session at one moment.
 *
 * @param text one line for each node
 * @param fingerprint of its shape
 * @param queryId identifies the statement in the server's statistics; empty where the server does
 *     not compute it
 * @param genericPlans executions so far that used the generic plan
 * @param customPlans executions so far that were planned anew
 */
public record SessionPlan(
    String text, String fingerprint, Optional<Long> queryId, long genericPlans, long customPlans) {}
