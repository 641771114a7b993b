package dev.pgassay.verdict.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pgassay.failure.OneLine;
import java.util.List;
import java.util.Map;

/** A history as one JSON document: every series with its samples and changes. Thread-safe. */
public final class HistoryFormat {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .serializationInclusion(JsonInclude.Include.NON_EMPTY)
          .build();

  private record Document(
      int schemaVersion,
      Rule rule,
      long judgedSeries,
      List<RunEntry> runs,
      List<String> leftOut,
      List<SeriesEntry> series) {}

  private record Rule(
      double significance, int leastSegment, int permutations, long seed, int leastObservations) {}

  private record RunEntry(String run, String program, String machine, String server) {}

  private record SeriesEntry(
      String benchmark,
      Map<String, String> parameters,
      String figure,
      String dataset,
      String machine,
      List<SampleEntry> samples,
      List<ChangeEntry> changes) {}

  private record SampleEntry(String run, double value) {}

  private record ChangeEntry(
      String firstRun, double before, double after, double pValue, boolean worse, String cause) {}

  public HistoryFormat() {}

  /**
   * Writes a history.
   *
   * @return JSON with a line break at its end
   */
  public String write(History history) {
    try {
      return OneLine.orMore(mapper.writeValueAsString(document(history))) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the history cannot be written as JSON", e);
    }
  }

  private static Document document(History history) {
    return new Document(
        1,
        new Rule(
            history.rule().significance(),
            history.rule().leastSegment(),
            history.rule().permutations(),
            history.rule().seed(),
            history.rule().leastObservations()),
        history.judged(),
        history.runs().stream()
            .map(
                it ->
                    new RunEntry(
                        it.id().value(),
                        it.program(),
                        it.fingerprint().machine(),
                        it.fingerprint().server()))
            .toList(),
        history.leftOut(),
        history.trends().stream().map(HistoryFormat::series).toList());
  }

  private static SeriesEntry series(Trend trend) {
    Series.Key key = trend.series().key();
    return new SeriesEntry(
        key.point().benchmark(),
        key.point().parameters(),
        key.figure().label(),
        key.dataset(),
        key.machine(),
        trend.series().samples().stream()
            .map(it -> new SampleEntry(it.run().value(), it.value()))
            .toList(),
        trend.changes().stream()
            .map(
                it ->
                    new ChangeEntry(
                        trend.series().samples().get(it.index()).run().value(),
                        it.before(),
                        it.after(),
                        it.pValue(),
                        it.worse(),
                        it.cause()))
            .toList());
  }
}
