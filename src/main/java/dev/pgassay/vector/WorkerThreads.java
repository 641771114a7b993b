package dev.pgassay.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs jobs, each on a thread of its own, and waits until all threads have ended, however they end.
 * The first failure, or an interrupt of the caller, interrupts the others.
 */
final class WorkerThreads {
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private WorkerThreads(String name, List<? extends Callable<Void>> jobs) {
    for (Callable<Void> job : jobs) {
      Thread thread = new Thread(() -> run(job), name + "-" + (threads.size() + 1));
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /**
   * Runs all jobs at once.
   *
   * @param name what the threads are called, followed by a number
   * @throws InterruptedException if the caller was interrupted
   */
  static void runAll(String name, List<? extends Callable<Void>> jobs) throws InterruptedException {
    WorkerThreads workers = new WorkerThreads(name, jobs);
    workers.threads.forEach(Thread::start);
    boolean interrupted = workers.join();
    if (interrupted) {
      throw new InterruptedException(name + " was interrupted");
    }
    workers.rethrowFailure();
  }

  private void run(Callable<Void> job) {
    try {
      job.call();
    } catch (Throwable e) {
      if (failure.compareAndSet(null, e)) {
        interruptAll();
      }
    }
  }

  private void interruptAll() {
    threads.forEach(Thread::interrupt);
  }

  private boolean join() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          interruptAll();
        }
      }
    }
    return interrupted;
  }

  private void rethrowFailure() throws InterruptedException {
    Throwable cause = failure.get();
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (cause != null) {
      throw new IllegalStateException("a worker failed", cause);
    }
  }
}
