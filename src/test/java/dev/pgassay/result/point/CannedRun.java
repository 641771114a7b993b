package dev.pgassay.result.point;

import dev.pgassay.result.environment.AuditedIndex;
import dev.pgassay.result.environment.AuditedIndex.InsertCost;
import dev.pgassay.result.environment.AuditedIndex.Verdict;
import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.Environment;
import dev.pgassay.result.environment.IndexAudit;
import dev.pgassay.result.environment.Invocation;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.run.Phase;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.run.Warning;
import dev.pgassay.result.store.RunRecorder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Runs with made-up figures, in which every component of the model occurs. */
public final class CannedRun {
  private static final Instant STARTED_AT = Instant.parse("2026-11-23T10:11:12Z");
  public static final String PLAN_IDENTITY = "fedcba9876543210".repeat(4);

  /** 688 of 1,000 queries that expect 10 rows find 8, and the others 9. */
  public static final RecallSummary.ByQuery BY_QUERY =
      new RecallSummary.ByQuery("eNrj5BwFo2DoAK5RQBYAAIJjJGE=", "eNrj5h4Fo2AUDHcAAAqwKvk=");

  /** A constant, because another zlib may compress differently. */
  private static final String HISTOGRAM =
      "HISTFAAAACd4nJNpmSzMwMDAwQABTFCaEUzK//9v/wEisFX6g956pgv8AIWWCBw=";

  private static final String INDEX = "events_embedding_hnsw_idx";
  private static final Map<String, Double> MEAN_RECALL =
      Map.of("10", 0.8312, "40", 0.9284, "100", 0.9713, "200", 0.9943);

  private CannedRun() {}

  /** Two indexes at one and two clients, with an invalid point, a failed one and a plan changed. */
  public static Run complete() {
    RunRecorder recorder = recorder();
    recorder.add(build("16", "64", OptionalDouble.of(6.4321), 81_920_000));
    recorder.add(build("32", "128", OptionalDouble.of(23.456), 163_840_000));
    for (String efSearch : List.of("10", "40", "100", "200")) {
      for (int clients : List.of(1, 2)) {
        recorder.add(point("16", "64", efSearch, clients).build());
      }
    }
    recorder.add(point("32", "128", "40", 1).build());
    recorder.add(
        point("32", "128", "40", 2)
            .fault(Validity.INVALID, "12 of 4,000 statements failed with SQLSTATE 57014")
            .build());
    recorder.add(sequentialScan(1));
    recorder.add(
        Point.builder(key("32", "128", "400", 2))
            .fault(Validity.FAILED, "the server closed the connection (SQLSTATE 57P01)")
            .build());
    phases().forEach(recorder::add);
    recorder.add(
        new Warning(
            Warning.Kind.INDEX_BUILD_MEMORY,
            "the graph of m=32 ef_construction=128 left memory after 9,120 rows",
            "raise it with --set maintenance_work_mem=1GB"));
    recorder.indexAudit(audit());
    return recorder.complete(STARTED_AT.plusSeconds(120));
  }

  /** One client, one index, killed in the middle. */
  public static Run interrupted() {
    RunRecorder recorder = recorder();
    recorder.add(build("16", "64", OptionalDouble.empty(), 81_920_000));
    recorder.add(point("16", "64", "10", 1).build());
    recorder.add(
        Point.builder(key("16", "64", "40", 1))
            .fault(Validity.MISSING, "the run was interrupted")
            .build());
    return recorder.incomplete("interrupted with Ctrl-C", STARTED_AT.plusSeconds(20));
  }

  /** One index at four numbers of clients. */
  public static Run manyClients() {
    RunRecorder recorder = recorder();
    recorder.add(build("16", "64", OptionalDouble.of(6.4321), 81_920_000));
    for (int clients : List.of(8, 1, 2, 4)) {
      recorder.add(point("16", "64", "40", clients).build());
      recorder.add(point("16", "64", "200", clients).build());
    }
    return recorder.complete(STARTED_AT.plusSeconds(60));
  }

  /** The observation of a base in a comparison. */
  public static Run observed() {
    RunRecorder recorder = recorder();
    recorder.add(
        Point.builder(new PointKey("TextSearch", Map.of("term", "rare")))
            .schedule(Schedule.OF_ARM)
            .rowCheck(new RowCheck(20, 20))
            .latency(latency(400_000))
            .fork(fork(1, 2_000, Map.of()))
            .build());
    return recorder.complete(STARTED_AT.plusSeconds(10));
  }

  /** A benchmark that the reports do not know, without recall and without an index. */
  public static Run otherBenchmark() {
    RunRecorder recorder = recorder();
    for (String term : List.of("rare", "common")) {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("term", term);
      parameters.put("fastupdate", "on");
      recorder.add(
          Point.builder(new PointKey("TextSearch", parameters))
              .rowCheck(new RowCheck(20, 20))
              .answers(
                  new QueryAnswers(
                      PerQuery.encode(new int[] {20, 20, PerQuery.NONE}),
                      PerQuery.encode(new int[] {17, 18, PerQuery.NONE})))
              .latency(latency(400_000))
              .fork(fork(1, 2_000, Map.of()))
              .build());
    }
    return recorder.complete(STARTED_AT.plusSeconds(30));
  }

  /** An index of 40 lists; a search read some of them. */
  public static Run ofLists(int probes) {
    RunRecorder recorder = recorder();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("lists", "40");
    parameters.put("probes", Integer.toString(probes));
    recorder.add(
        measured(new PointKey("IvfFlat", parameters), 900_000, Map.of())
            .recall(recall(MEAN_RECALL.get("40")))
            .build());
    return recorder.complete(STARTED_AT.plusSeconds(30));
  }

  /** One index at two rates on a schedule; the server could not sustain the second. */
  public static Run openLoad() {
    RunRecorder recorder = recorder();
    recorder.add(build("16", "64", OptionalDouble.of(6.4321), 81_920_000));
    recorder.add(openLoad("200.0", 200, 0));
    recorder.add(openLoad("2000", 1_150, 850));
    return recorder.complete(STARTED_AT.plusSeconds(60));
  }

  private static Point openLoad(String rate, double achieved, long notBegun) {
    PointKey closed = key("16", "64", "40", 8);
    Map<String, String> parameters = new LinkedHashMap<>(closed.parameters());
    parameters.put("arrivals", "poisson");
    parameters.put("rate", rate);
    Optional<Latency> response = Optional.of(latency(notBegun == 0 ? 1_500_000 : 400_000_000));
    return measured(new PointKey(closed.benchmark(), parameters), 1_200_000, Map.of())
        .indexBuiltAt(STARTED_AT.plusSeconds(16))
        .recall(recall(MEAN_RECALL.get("40")))
        .openLoad(
            new OpenLoad(
                OpenLoad.Arrivals.POISSON,
                Double.parseDouble(rate),
                achieved,
                20,
                new OpenLoad.Requests(4_000, 2, notBegun),
                response,
                response,
                Optional.of(latency(100_000)),
                List.of(new OpenLoad.Second(0, 180, 2, response))))
        .build();
  }

  private static IndexAudit audit() {
    return new IndexAudit(
        List.of(
            new AuditedIndex(
                INDEX,
                "events",
                Verdict.USED,
                Optional.empty(),
                81_920_000,
                List.of("events_nearest"),
                List.of(),
                List.of("FilteredSearch"),
                Optional.of(List.of("HnswSearch")),
                Optional.of(new InsertCost(200, 14_321.5, 1.25, OptionalDouble.of(2_345.6), 45.6))),
            new AuditedIndex(
                "topics_name_idx",
                "topics",
                Verdict.REDUNDANT,
                Optional.of("topics_name_key"),
                16_384,
                List.of(),
                List.of(),
                List.of(),
                Optional.of(List.of()),
                Optional.of(new InsertCost(1_000, 98.25, 0, OptionalDouble.empty(), 1.25))),
            new AuditedIndex(
                "topics_category_name_idx",
                "topics",
                Verdict.SMALL_TABLE,
                Optional.empty(),
                16_384,
                List.of(),
                List.of("topics_of_category"),
                List.of(),
                Optional.empty(),
                Optional.empty())),
        List.of("what an insert costs was not measured for topics: it is empty"));
  }

  /** A statement of the user's own, with a label. */
  public static Run ownStatement() {
    RunRecorder recorder =
        recorder(Map.of("newest", "-- label: The newest events\nSELECT id FROM events"));
    recorder.add(
        Point.builder(new PointKey("newest", Map.of("clients", "1")))
            .latency(latency(400_000))
            .fork(fork(1, 2_000, Map.of()))
            .build());
    return recorder.complete(STARTED_AT.plusSeconds(10));
  }

  public static RunRecorder recorder() {
    return recorder(Map.of());
  }

  private static RunRecorder recorder(Map<String, String> statements) {
    RunRecorder recorder =
        new RunRecorder(
            new RunId("20261123T101112Z-quick-3fa9c1"),
            new Tool(
                "0.1.0",
                Optional.of("947d9b0"),
                Optional.of(true),
                Optional.of("89abcdef".repeat(8))),
            new Invocation(
                "quick",
                List.of("run", "quick", "--clients", "1,2", "--param", "m=16,32"),
                PLAN_IDENTITY,
                statements),
            STARTED_AT,
            environment(),
            server(),
            dataset());
    recorder.tableSizes(
        List.of(
            new TableSize(
                "events",
                5_242_880,
                81_920_000,
                Map.of("events_pkey", 409_600L, "events_embedding_hnsw_idx", 81_920_000L)),
            new TableSize("topics", 16_384, 8_192, Map.of("topics_pkey", 16_384L))));
    return recorder;
  }

  private static Environment environment() {
    return new Environment(
        new Environment.Cpu(
            Optional.of("Intel(R) Xeon(R) Processor @ 2.90GHz"), 2, Optional.of("performance")),
        OptionalLong.of(25_769_803_776L),
        OptionalLong.of(2_147_483_648L),
        new Environment.OperatingSystem("Debian GNU/Linux 12 (bookworm)", "Linux 6.1.0", "amd64"),
        Optional.of("docker"),
        Optional.of(
            new Environment.Limits(OptionalDouble.of(1.5), OptionalLong.of(8_589_934_592L))),
        new Environment.Jvm(
            "OpenJDK 64-Bit Server VM",
            "17.0.15+6",
            "Debian",
            List.of("-Xmx512m"),
            List.of("-Xmx256m")),
        new Environment.Driver("PostgreSQL JDBC Driver", "42.7.7", 1));
  }

  private static Server server() {
    return new Server(
        "local",
        "127.0.0.1:54321/pgassay_quick_1a2b3c4d",
        new Server.Version(150_014, "PostgreSQL 15.14 on x86_64-pc-linux-gnu"),
        Map.of("vector", "0.8.0", "uuid-ossp", "1.1"),
        Map.of(
            "shared_buffers", new Server.Setting("2GB", true, Optional.of("configuration file")),
            "maintenance_work_mem", new Server.Setting("512MB", true, Optional.empty()),
            "jit", new Server.Setting("on", false, Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        List.of("age is not available: the graph benchmarks are left out"));
  }

  private static Dataset dataset() {
    return new Dataset(
        "quick",
        "0123456789abcdef".repeat(4),
        42,
        10_000,
        1_536,
        "realistic",
        1_000,
        Optional.of(
            new Dataset.Load(
                Dataset.LoadKind.LOADED,
                Map.of("events", 10_000L, "topics", 120L),
                OptionalDouble.of(4.25),
                OptionalInt.of(2))));
  }

  private static List<Phase> phases() {
    return List.of(
        new Phase("start server", Phase.Category.HARNESS, 2.5),
        new Phase("copy", Phase.Category.SERVER_WORK, 4.25),
        new Phase("build index", Phase.Category.SERVER_WORK, 6.5),
        new Phase("ground truth", Phase.Category.HARNESS, 1.5),
        new Phase("warm up and measure", Phase.Category.WARMUP_AND_MEASUREMENT, 48.0),
        new Phase("build index", Phase.Category.SERVER_WORK, 23.5),
        new Phase("warm up and measure", Phase.Category.WARMUP_AND_MEASUREMENT, 24.0),
        new Phase("start forks", Phase.Category.HARNESS, 6.0));
  }

  private static RecordedBuild build(
      String m, String efConstruction, OptionalDouble elapsedSeconds, long sizeBytes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("m", m);
    parameters.put("ef_construction", efConstruction);
    return new RecordedBuild(
        "events_embedding_hnsw_idx",
        "CREATE INDEX events_embedding_hnsw_idx ON events USING hnsw (embedding vector_cosine_ops)"
            + " WITH (m = "
            + m
            + ", ef_construction = "
            + efConstruction
            + ")",
        parameters,
        STARTED_AT.plusSeconds(Long.parseLong(m)),
        sizeBytes,
        elapsedSeconds,
        OptionalLong.of(90_000_000),
        OptionalInt.of(1),
        Map.of("maintenance_work_mem", "512MB"),
        List.of("hnsw graph no longer fits into maintenance_work_mem after 9120 tuples"));
  }

  private static PointKey key(String m, String efConstruction, String efSearch, int clients) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("m", m);
    parameters.put("ef_construction", efConstruction);
    parameters.put("ef_search", efSearch);
    parameters.put("k", "10");
    parameters.put("planner", "index");
    parameters.put("clients", Integer.toString(clients));
    return new PointKey("HnswSearch", parameters);
  }

  private static PointBuilder point(String m, String efConstruction, String efSearch, int clients) {
    long p50 = 800_000 + Long.parseLong(efSearch) * 10_000;
    Map<String, Long> errors = clients == 2 && m.equals("32") ? Map.of("57014", 12L) : Map.of();
    return measured(key(m, efConstruction, efSearch, clients), p50 * clients, errors)
        .planCheck(new PlanCheck(Optional.of(INDEX), INDEX))
        .indexBuiltAt(STARTED_AT.plusSeconds(Long.parseLong(m)))
        .groundTruth(
            new GroundTruth(
                "89abcdef01234567".repeat(4),
                "0123456789abcdef".repeat(4),
                "0123456789abcdef".repeat(4) + " held-out",
                "all",
                "COSINE",
                10,
                10))
        .recall(recall(MEAN_RECALL.get(efSearch)));
  }

  private static Point sequentialScan(int clients) {
    return measured(key("32", "128", "400", clients), 14_000_000, Map.of("40001", 1L))
        .planCheck(new PlanCheck(Optional.of(INDEX), "Limit > Sort > Seq Scan on events"))
        .indexBuiltAt(STARTED_AT.plusSeconds(32))
        .recall(
            new RecallSummary(
                10,
                1,
                Optional.of(new RatioInterval(1, 1, 0.95)),
                1_000,
                BY_QUERY,
                new RecallSummary.Worst(1, 1, 0),
                0))
        .build();
  }

  private static PointBuilder measured(PointKey key, long p50Nanos, Map<String, Long> errors) {
    return Point.builder(key)
        .schedule(
            new Schedule(
                Schedule.Loop.CLOSED, 2, new Schedule.Rounds(2, 1), new Schedule.Rounds(3, 2)))
        .preparation(
            new Preparation(
                Preparation.Cache.WARM,
                List.of("VACUUM ANALYZE", "pg_prewarm"),
                Map.of("events", 1.0, INDEX, 0.9375)))
        .canary(new Canary(12_500_000, 4_000_000))
        .planFile("plans/point-001.json")
        .estimate(new RowEstimate("Seq Scan on events", 10_000, 9_500))
        .rowCheck(new RowCheck(10, 10))
        .latency(latency(p50Nanos))
        .histogram(HISTOGRAM)
        .timeline(timeline(p50Nanos, errors))
        .serverWork(
            new ServerWork(
                "pg_stat_statements",
                Map.of(
                    ServerWork.Counter.SHARED_BLOCKS_HIT, 812.5,
                    ServerWork.Counter.SHARED_BLOCKS_READ, 0.0,
                    ServerWork.Counter.WAL_BYTES, 0.0),
                Map.of("running", 0.75, "Client/ClientRead", 0.25),
                80,
                Optional.of(new ServerWork.Processes(0.625, 31_457_280, 268_435_456)),
                List.of("checkpoint x 1"),
                List.of("counts of the database are off by up to half a second of work")))
        .fork(fork(1, 1e9 / p50Nanos, Map.of()))
        .fork(fork(2, 1.02e9 / p50Nanos, errors));
  }

  private static List<TimelineSecond> timeline(long p50Nanos, Map<String, Long> errors) {
    return List.of(
        new TimelineSecond(
            1,
            STARTED_AT.plusMillis(30_250),
            1_000,
            1e9 / p50Nanos,
            Map.of(),
            Optional.of(latency(p50Nanos)),
            List.of()),
        new TimelineSecond(
            2,
            STARTED_AT.plusMillis(40_500),
            100,
            1e8 / p50Nanos,
            errors,
            Optional.of(latency(2 * p50Nanos)),
            List.of("checkpoint")));
  }

  private static Latency latency(long p50Nanos) {
    return Latency.of(
        4_000,
        p50Nanos * 1.05,
        p50Nanos * 9,
        percentile -> Math.round(p50Nanos * percentile.rank() / 50));
  }

  private static RecallSummary recall(double meanRatio) {
    return new RecallSummary(
        10,
        meanRatio,
        Optional.of(new RatioInterval(meanRatio - 0.0075, meanRatio + 0.005, 0.95)),
        1_000,
        BY_QUERY,
        new RecallSummary.Worst(0.6, meanRatio < 0.9 ? 0 : 0.1, meanRatio < 0.9 ? 2 : 0),
        0);
  }

  private static Fork fork(int number, double perSecond, Map<String, Long> errors) {
    Plan plan = new Plan("b1946ac9", "Limit\n  Index Scan Forward using " + INDEX + " on events");
    return new Fork(
        number,
        List.of(
            new Fork.Iteration(1_000, perSecond * 0.75),
            new Fork.Iteration(1_000, perSecond),
            new Fork.Iteration(1_000, perSecond * 1.25)),
        errors,
        Optional.of("point-001/fork-" + number + ".hlog"),
        OptionalDouble.of(0.125),
        Optional.of(new Fork.Plans(plan, plan)),
        Optional.of(new Fork.PlanCache(5, 1_000)),
        Map.of("hnsw.ef_search", "40", "plan_cache_mode", "auto"));
  }
}
