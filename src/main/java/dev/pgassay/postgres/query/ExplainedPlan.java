package dev.pgassay.postgres.query;

import java.util.Optional;

/**
 * A plan with how often the server has planned the statement.
 *
 * @param plan its shape
 * @param queryId identifies the statement in {@code pg_stat_statements}; empty if the server does
 *     not compute it
 * @param genericPlans executions on this session that used the generic plan
 * @param customPlans executions on this session that were planned anew
 */
public record ExplainedPlan(
    QueryPlan plan, Optional<Long> queryId, long genericPlans, long customPlans) {}
