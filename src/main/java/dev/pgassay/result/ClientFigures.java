package dev.pgassay.result;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The two figures that a choice of parameters comes down to, at one number of clients. Immutable.
 *
 * @param clients that worked at once, absent for benchmarks without that parameter
 * @param p50Nanos median service time, absent where the sample was too small
 * @param throughput operations per second, absent where nothing was counted
 */
public record ClientFigures(
    OptionalInt clients, OptionalLong p50Nanos, Optional<Throughput> throughput) {
  /** Checks the components. */
  public ClientFigures {
    clients.ifPresent(count -> Checked.positive("clients", count));
    Checked.notNegative("p50Nanos", p50Nanos);
    Objects.requireNonNull(throughput, "throughput");
  }

  static ClientFigures of(Point point) {
    String clients = point.parameters().get(ParameterNames.CLIENTS);
    return new ClientFigures(
        clients == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(clients)),
        point.latency().map(it -> it.percentileNanos(Percentile.P50)).orElse(OptionalLong.empty()),
        point.throughput());
  }
}
