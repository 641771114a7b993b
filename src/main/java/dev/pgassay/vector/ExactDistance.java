package dev.pgassay.vector;

/**
 * Distances in double precision, added up in one fixed order, so that every machine, JDK and number
 * of threads gets the same bits. The product of two floats is exact in a double; only the additions
 * round, about 1e-13 relative at 1536 dimensions.
 */
public final class ExactDistance {
  private ExactDistance() {}

  /**
   * Returns the distance of two vectors as pgvector defines it.
   *
   * @param left contains one vector
   * @param leftStart index of its first component
   * @param right contains the other vector
   * @param rightStart index of its first component
   * @param dimensions number of components of both
   * @return the distance; NaN under {@link Metric#COSINE} if a vector has length 0
   */
  public static double between(
      Metric metric, float[] left, int leftStart, float[] right, int rightStart, int dimensions) {
    double leftSquare = square(left, leftStart, dimensions);
    double rightSquare = square(right, rightStart, dimensions);
    return between(metric, left, leftStart, leftSquare, right, rightStart, rightSquare, dimensions);
  }

  /** Like the public method, for known squared lengths, which must be those of {@link #square}. */
  static double between(
      Metric metric,
      float[] left,
      int leftStart,
      double leftSquare,
      float[] right,
      int rightStart,
      double rightSquare,
      int dimensions) {
    return switch (metric) {
      case COSINE ->
          cosineDistance(
              dot(left, leftStart, right, rightStart, dimensions), leftSquare, rightSquare);
      case L2 -> Math.sqrt(squaredDifference(left, leftStart, right, rightStart, dimensions));
      case INNER_PRODUCT -> -dot(left, leftStart, right, rightStart, dimensions);
    };
  }

  /** Returns the squared length of a vector. */
  static double square(float[] vector, int start, int dimensions) {
    return dot(vector, start, vector, start, dimensions);
  }

  /** Returns the inner product. Eight sums, because one alone would wait for each addition. */
  static double dot(float[] left, int leftStart, float[] right, int rightStart, int dimensions) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    double sum4 = 0;
    double sum5 = 0;
    double sum6 = 0;
    double sum7 = 0;
    int whole = dimensions & -8;
    for (int i = 0; i < whole; i += 8) {
      int l = leftStart + i;
      int r = rightStart + i;
      sum0 += (double) left[l] * right[r];
      sum1 += (double) left[l + 1] * right[r + 1];
      sum2 += (double) left[l + 2] * right[r + 2];
      sum3 += (double) left[l + 3] * right[r + 3];
      sum4 += (double) left[l + 4] * right[r + 4];
      sum5 += (double) left[l + 5] * right[r + 5];
      sum6 += (double) left[l + 6] * right[r + 6];
      sum7 += (double) left[l + 7] * right[r + 7];
    }
    for (int i = whole; i < dimensions; i++) {
      sum0 += (double) left[leftStart + i] * right[rightStart + i];
    }
    return ((sum0 + sum4) + (sum1 + sum5)) + ((sum2 + sum6) + (sum3 + sum7));
  }

  private static double squaredDifference(
      float[] left, int leftStart, float[] right, int rightStart, int dimensions) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int whole = dimensions & -4;
    for (int i = 0; i < whole; i += 4) {
      double difference0 = (double) left[leftStart + i] - right[rightStart + i];
      double difference1 = (double) left[leftStart + i + 1] - right[rightStart + i + 1];
      double difference2 = (double) left[leftStart + i + 2] - right[rightStart + i + 2];
      double difference3 = (double) left[leftStart + i + 3] - right[rightStart + i + 3];
      sum0 += difference0 * difference0;
      sum1 += difference1 * difference1;
      sum2 += difference2 * difference2;
      sum3 += difference3 * difference3;
    }
    for (int i = whole; i < dimensions; i++) {
      double difference = (double) left[leftStart + i] - right[rightStart + i];
      sum0 += difference * difference;
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** Divides before it clamps to the range of a cosine, as pgvector does. */
  private static double cosineDistance(double dot, double leftSquare, double rightSquare) {
    double cosine = dot / Math.sqrt(leftSquare * rightSquare);
    return 1 - Math.max(-1, Math.min(1, cosine));
  }
}
