package dev.pgassay.vector;

import dev.pgassay.progress.Progress;
import java.util.Arrays;

/** A program that searches in a JVM of its own and prints its messages and results. */
final class WithoutSimd {
  private WithoutSimd() {}

  public static void main(String[] arguments) throws InterruptedException {
    Progress progress =
        new Progress() {
          @Override
          public void say(String line) {}

          @Override
          public void warn(String line) {
            System.out.println("warning: " + line);
          }

          @Override
          public Task start(String name, long total, String unit) {
            return Task.NONE;
          }
        };
    ArrayVectors base = ArrayVectors.random(1, 200, 64);
    ArrayVectors queries = ArrayVectors.random(2, 3, 64);
    Neighbors found =
        ExactSearch.search(base, queries, Metric.COSINE, 5, RowFilter.ALL, 2, progress);
    System.out.println(Arrays.deepToString(found.rows()));
  }
}
