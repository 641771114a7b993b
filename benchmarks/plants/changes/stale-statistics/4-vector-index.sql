CREATE INDEX events_embedding_hnsw_idx ON events USING hnsw (embedding vector_cosine_ops);
