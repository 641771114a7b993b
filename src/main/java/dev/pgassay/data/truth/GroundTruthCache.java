package dev.pgassay.data.truth;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.file.AtomicFile;
import dev.pgassay.file.InputLimit;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.Metric;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Caches ground truths in files named after the hash of everything that determines them, so that a
 * stale one is never found. A truncated or changed file is recognised, reported in one warning and
 * computed again. Safe for several threads and processes at once: files are written atomically, and
 * a second writer replaces equal content.
 */
public final class GroundTruthCache {
  private static final int NAME_DIGITS = 16;

  private final Path folder;

  /** Makes a cache in a folder, which is created when the first ground truth is stored. */
  public GroundTruthCache(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the events nearest to the held-out queries of a dataset. Uses all processors.
   *
   * @param generator of the dataset
   * @param metric the distance
   * @param k the largest k whose recall is to be judged
   * @param progress is told whether a stored one is reused
   * @throws InterruptedException if the thread was interrupted; nothing is then stored
   */
  public ExactNeighbors get(DatasetGenerator generator, Metric metric, int k, Progress progress)
      throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    return get(GroundTruthTask.heldOut(generator, metric, k), threads, progress);
  }

  /**
   * Returns the answers to any question, from the cache if possible.
   *
   * @param task the question
   * @param threads how many threads may compute, at least 1
   * @param progress is told whether stored ones are reused
   * @throws InterruptedException if the thread was interrupted; nothing is then stored
   */
  public ExactNeighbors get(GroundTruthTask task, int threads, Progress progress)
      throws InterruptedException {
    String contentKey = task.contentKey();
    Path file = folder.resolve("ground-truth-" + contentKey.substring(0, NAME_DIGITS) + ".bin");
    Optional<ExactNeighbors> stored = read(file, contentKey, progress);
    if (stored.isPresent()) {
      progress.say("ground truth reused: " + describe(task));
      return stored.get();
    }
    progress.say("ground truth is computed: " + describe(task));
    ExactNeighbors truth = task.compute(threads, progress);
    if (Thread.interrupted()) { // a search that ends quickly does not notice
      throw new InterruptedException("interrupted before the ground truth was stored");
    }
    store(truth, file, progress);
    return truth;
  }

  private static Optional<ExactNeighbors> read(Path file, String contentKey, Progress progress) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(GroundTruthFile.decode(InputLimit.GROUND_TRUTH.bytes(file), contentKey));
    } catch (GroundTruthFile.NotUsable e) {
      progress.warn("ground truth " + file + " " + e.getMessage() + ": it is computed again");
    } catch (IOException e) {
      progress.warn("ground truth " + file + " cannot be read: it is computed again");
    }
    return Optional.empty();
  }

  private static void store(ExactNeighbors truth, Path file, Progress progress) {
    try {
      AtomicFile.write(file, GroundTruthFile.encode(truth));
    } catch (IOException e) {
      progress.warn(
          "ground truth cannot be stored in %s (%s): the next run computes it again"
              .formatted(file.getParent(), reason(e)));
    }
  }

  /** The JDK's message for these failures is only the path. */
  private static String reason(IOException refusal) {
    if (refusal instanceof AccessDeniedException) {
      return "access denied";
    }
    return refusal instanceof FileAlreadyExistsException
        ? "not a folder"
        : String.valueOf(refusal.getMessage());
  }

  private static String describe(GroundTruthTask task) {
    return "%,d queries on %,d rows, %s, k %d, filter %s"
        .formatted(
            task.queries().content().size(),
            task.base().content().size(),
            task.metric().name().toLowerCase(Locale.ROOT),
            task.k(),
            task.filter().name());
  }
}
