package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The two figures that a choice of parameters comes down to, at one number of clients. Immutable.
 *
 * @param clients that worked at once, absent for benchmarks without that parameter
 * @param p50Nanos median service time, absent where the sample was too small
 * @param operationsPerSecond of all clients together, absent where nothing was counted
 */
public record ClientFigures(
    OptionalInt clients, OptionalLong p50Nanos, OptionalDouble operationsPerSecond) {
  /** Checks the components. */
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
