package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Copies the missing rows of one table after the other over several connections. Each range of rows
 * is committed together with its entry in the ledger. The first failure, or an interrupt of the
 * calling thread, stops all workers; their uncommitted work is lost. Not thread-safe.
 */
final class ParallelCopy implements AutoCloseable {
  private static final int STOP_SECONDS = 5;

  private final LoadContext context;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<CopyWorker> workers = new ArrayList<>();
  private final ExecutorService threads;

  private ParallelCopy(LoadContext context) {
    this.context = context;
    this.threads =
        Executors.newFixedThreadPool(context.options().connections(), ParallelCopy::newThread);
  }

  static ParallelCopy open(LoadContext context) {
    ParallelCopy copy = new ParallelCopy(context);
    try {
      for (int i = 0; i < context.options().connections(); i++) {
        OwnerSession session = OwnerSession.open(context.workspace());
        copy.workers.add(new CopyWorker(session, context.ledger(), copy.stopped));
      }
      return copy;
    } catch (Failure e) {
      copy.close();
      throw e;
    }
  }

  /** Copies the ranges of the gaps, and returns after all of them are committed. */
  void copy(Table table, RowGaps gaps, Progress.Task task) {
    LoadSource source = context.source();
    CopyWorker.Assignment assignment =
        new CopyWorker.Assignment(table, context.name(table), source.columns(table), gaps, task);
    CompletionService<Boolean> running = new ExecutorCompletionService<>(threads);
    List<CopyWorker> needed =
        workers.subList(0, LoadSizes.connections(table, source.rows(table), context.options()));
    for (CopyWorker worker : needed) {
      running.submit(() -> worker.copy(assignment, source.newRowGenerator(table)), true);
    }
    try {
      for (int i = 0; i < needed.size(); i++) {
        running.take().get();
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw new Failure(
          "copying rows into "
              + table.tableName()
              + " was interrupted; run the same command again to continue",
          e);
    } catch (ExecutionException e) {
      stop();
      throw failure(table, e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    workers.forEach(CopyWorker::close);
  }

  /** Lets the workers cancel their statements, and disconnects those that cannot. */
  private void stop() {
    stopped.set(true);
    threads.shutdown();
    try {
      if (threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.forEach(CopyWorker::abort);
  }

  private static RuntimeException failure(Table table, Throwable cause) {
    return cause instanceof Failure failure
        ? failure
        : new IllegalStateException("copying rows into " + table.tableName(), cause);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "pgassay-copy");
    thread.setDaemon(true);
    return thread;
  }
}
