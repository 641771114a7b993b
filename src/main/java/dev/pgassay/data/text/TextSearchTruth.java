package dev.pgassay.data.text;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.text.SearchVector.Lexicon;
import dev.pgassay.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Answers text searches without the server: generates the text of every event again, computes its
 * lexemes, and evaluates each query on them. The server's answers are checked against these.
 */
public final class TextSearchTruth {
  private static final int BLOCK = 1_000;

  private final DatasetGenerator dataset;
  private final Lexicon lexicon;
  private final List<TextMatcher> matchers;
  private final List<TextRank> ranks;
  private final int depth;
  private final RowIds ids;

  private TextSearchTruth(
      DatasetGenerator dataset, Lexicon lexicon, List<TextQuery> queries, int depth) {
    this.dataset = dataset;
    this.lexicon = lexicon;
    this.matchers = queries.stream().map(query -> query.matcher(lexicon)).toList();
    this.ranks = queries.stream().map(query -> TextRank.of(query.meaning(), lexicon)).toList();
    this.depth = depth;
    this.ids = dataset.ids(Table.EVENTS);
  }

  /**
   * Finds the answers.
   *
   * @param dataset of the searched events
   * @param queries the queries
   * @param depth number of ranked events for each query, 0 or more
   * @param threads how many threads may work, at least 1
   * @param progress is told about searched rows
   * @return one answer for each query, in their order
   * @throws InterruptedException if the thread was interrupted; nothing is left running
   */
  public static List<TextMatches> find(
      DatasetGenerator dataset, List<TextQuery> queries, int depth, int threads, Progress progress)
      throws InterruptedException {
    return new TextSearchTruth(dataset, new Lexicon(), queries, depth).run(threads, progress);
  }

  private List<TextMatches> run(int threads, Progress progress) throws InterruptedException {
    long rows = dataset.rows(Table.EVENTS);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (Progress.Task task = progress.start("evaluate text searches", rows, "rows")) {
      List<Callable<Part>> parts = new ArrayList<>();
      for (int worker = 0; worker < threads; worker++) {
        int first = worker;
        parts.add(() -> part(first, threads, rows, task));
      }
      List<Part> done = new ArrayList<>();
      for (Future<Part> part : workers.invokeAll(parts)) {
        done.add(part.get());
      }
      return merged(done);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the evaluation of a text search failed", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  /** Searches every {@code step}-th block of the rows. */
  private Part part(int first, int step, long rows, Progress.Task task)
      throws InterruptedException {
    EventTexts texts = new EventTexts(dataset, lexicon);
    Part part = new Part();
    for (long block = (long) first * BLOCK; block < rows; block += (long) step * BLOCK) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the evaluation of text searches was interrupted");
      }
      long end = Math.min(rows, block + BLOCK);
      for (long row = block; row < end; row++) {
        part.take(row, texts.of(row));
      }
      task.advance(end - block);
    }
    return part;
  }

  private List<TextMatches> merged(List<Part> parts) {
    List<TextMatches> matches = new ArrayList<>();
    for (int query = 0; query < matchers.size(); query++) {
      BitSet rows = new BitSet();
      List<Ranked> best = new ArrayList<>();
      for (Part part : parts) {
        rows.or(part.rows[query]);
        best.addAll(part.best.get(query));
      }
      long[] ranked =
          best.stream().sorted(BEST_FIRST).limit(depth).mapToLong(Ranked::row).toArray();
      matches.add(new TextMatches(rows, ranked));
    }
    return matches;
  }

  private static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparing(Ranked::rank)
          .reversed()
          .thenComparing(Ranked::firstHalf, Long::compareUnsigned)
          .thenComparing(Ranked::secondHalf, Long::compareUnsigned);

  /** A row with its rank. The server orders uuids by their bytes. */
  private record Ranked(long row, float rank, long firstHalf, long secondHalf) {}

  /** The findings of one worker. */
  private final class Part {
    private final BitSet[] rows = new BitSet[matchers.size()];
    private final List<PriorityQueue<Ranked>> best = new ArrayList<>();

    Part() {
      Arrays.setAll(rows, query -> new BitSet());
      for (int query = 0; query < rows.length; query++) {
        best.add(new PriorityQueue<>(BEST_FIRST.reversed()));
      }
    }

    void take(long row, SearchVector vector) {
      for (int query = 0; query < rows.length; query++) {
        if (matchers.get(query).matches(vector)) {
          rows[query].set(Math.toIntExact(row));
          rank(query, row, vector);
        }
      }
    }

    private void rank(int query, long row, SearchVector vector) {
      if (depth > 0) {
        PriorityQueue<Ranked> queue = best.get(query);
        queue.add(
            new Ranked(
                row,
                ranks.get(query).of(vector),
                ids.mostSignificantBits(row),
                ids.leastSignificantBits(row)));
        if (queue.size() > depth) {
          queue.poll();
        }
      }
    }
  }
}
