package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The two figures on which a choice of parameters depends, at one number of clients. Immutable.
 *
 * @param clients number of concurrent clients, absent for benchmarks without that parameter
 * @param p50Nanos median service time, absent if the sample was too small
 * @param operationsPerSecond of all clients together, absent if nothing was counted
 */
public record ClientFigures(
    OptionalInt clients, OptionalLong p50Nanos, OptionalDouble operationsPerSecond) {
  public ClientFigures {
    clients.ifPresent(count -> Checked.positive("clients", count));
    Checked.notNegative("p50Nanos", p50Nanos);
    Checked.measured("operationsPerSecond", operationsPerSecond);
  }

  static ClientFigures of(Point point) {
    String clients = point.parameters().get(ParameterNames.CLIENTS);
    return new ClientFigures(
        clients == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(clients)),
        point.latency().map(it -> it.percentileNanos(Percentile.P50)).orElse(OptionalLong.empty()),
        point
            .throughput()
            .map(it -> OptionalDouble.of(it.operationsPerSecond()))
            .orElse(OptionalDouble.empty()));
  }
}
