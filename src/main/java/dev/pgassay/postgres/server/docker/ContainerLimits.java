package dev.pgassay.postgres.server.docker;

import com.github.dockerjava.api.model.Info;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.process.ServerSettings;
import dev.pgassay.postgres.server.source.ContainerOptions;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import java.util.Optional;

/**
 * The resources of its machine that a container may use, always stated explicitly. Immutable.
 *
 * @param processors such as {@code 0-3}
 * @param memoryBytes memory, swap included
 * @param sharedMemoryBytes the part that processes of the server may share besides its buffers
 */
record ContainerLimits(String processors, long memoryBytes, long sharedMemoryBytes) {

  /** Chooses processors and memory: the user's, else all that the engine has. */
  static ServerEnvironment.Machine machine(Info engine, ContainerOptions options) {
    int all = Optional.ofNullable(engine.getNCPU()).orElse(1);
    long most = Optional.ofNullable(engine.getMemTotal()).orElse(1L << 30);
    long memory = options.memoryBytes().orElse(most);
    if (memory > most) {
      throw new InvalidInput(
          "--container-memory is more than the engine has: " + memory + " of " + most + " bytes");
    }
    return new ServerEnvironment.Machine(
        false, memory, options.processors().map(ContainerOptions::count).orElse(all));
  }

  static ContainerLimits of(
      ServerEnvironment.Machine machine, ContainerOptions options, ServerSettings settings) {
    return new ContainerLimits(
        options.processors().orElse("0-" + (machine.processors() - 1)),
        machine.memoryBytes(),
        settings.sharedMemoryBytes());
  }
}
