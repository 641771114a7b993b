package dev.pgassay.result.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * The JSON Schema of a kind of document: a file of {@code results/schema/}, which is also in the
 * jar. It is loaded at its first use. Thread-safe.
 */
final class DocumentSchema {
  private final JsonMapper mapper;
  private final String resource;
  private JsonSchema schema;

  DocumentSchema(JsonMapper mapper, String resource) {
    this.mapper = mapper;
    this.resource = resource;
  }

  /** Returns the violations, each with its JSON pointer unless it concerns the whole document. */
  List<String> faults(JsonNode document) {
    return schema().validate(document).stream()
        .map(ValidationMessage::getMessage)
        .map(message -> message.startsWith(": ") ? message.substring(2) : message)
        .toList();
  }

  private synchronized JsonSchema schema() {
    if (schema == null) {
      schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(
                  resource(), SchemaValidatorsConfig.builder().locale(Locale.ENGLISH).build());
    }
    return schema;
  }

  private JsonNode resource() {
    try (InputStream stream = DocumentSchema.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      return mapper.readTree(stream);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }
}
