-- The statements that the API sends, one for each index of the schema: the comment of an index names
-- the statement that it serves, and a test asks the server for the plan of each.
--
-- A line "-- name: ..." begins a statement. Values are bound: $1, $2 and so on. Names of tables are
-- found through the search path.

-- name: event_by_id
SELECT id, name, description, event_type, status, starts_at, ends_at, venue, city, country
FROM events
WHERE id = $1;

-- name: event_by_source_url
SELECT id, updated_at
FROM events
WHERE source_url = $1;

-- name: events_by_status
SELECT id, name, starts_at
FROM events
WHERE status = $1
ORDER BY starts_at
LIMIT 20;

-- name: events_in_city
SELECT id, name, starts_at
FROM events
WHERE city = $1 AND starts_at >= $2
ORDER BY starts_at
LIMIT 20;

-- name: events_of_type_in_city
SELECT id, name, starts_at
FROM events
WHERE country = $1 AND city = $2 AND event_type = $3
ORDER BY starts_at
LIMIT 20;

-- name: events_by_type_and_status
SELECT id, name, starts_at
FROM events
WHERE event_type = $1 AND status = $2
ORDER BY starts_at
LIMIT 20;

-- name: events_keyset_page
SELECT id, name, starts_at
FROM events
WHERE (starts_at, id) > ($1, $2)
ORDER BY starts_at, id
LIMIT 20;

-- name: events_by_name
SELECT id, name, starts_at
FROM events
WHERE normalized_name = $1;

-- name: events_of_low_quality
SELECT id, name, data_quality_score
FROM events
ORDER BY data_quality_score
LIMIT 100;

-- name: events_by_text
SELECT id, name, ts_rank(search_vector, websearch_to_tsquery('english', $1)) AS rank
FROM events
WHERE search_vector @@ websearch_to_tsquery('english', $1)
ORDER BY rank DESC
LIMIT 10;

-- name: events_nearest
SELECT id, embedding <=> $1 AS distance
FROM events
ORDER BY embedding <=> $1
LIMIT 10;

-- name: speaker_by_id
SELECT id, name, company, bio
FROM speakers
WHERE id = $1;

-- name: speaker_by_name
SELECT id, name, company
FROM speakers
WHERE normalized_name = $1;

-- name: speakers_by_name_page
SELECT id, name, company
FROM speakers
WHERE name > $1
ORDER BY name
LIMIT 20;

-- name: speakers_of_company
SELECT id, name
FROM speakers
WHERE company = $1
ORDER BY normalized_name
LIMIT 20;

-- name: speakers_of_low_confidence
SELECT id, name, confidence_score
FROM speakers
WHERE confidence_score < $1
ORDER BY confidence_score
LIMIT 100;

-- name: company_by_id
SELECT id, name, domain, industry
FROM companies
WHERE id = $1;

-- name: company_by_name
SELECT id, name, domain
FROM companies
WHERE normalized_name = $1;

-- name: company_by_domain
SELECT id, name
FROM companies
WHERE domain = $1;

-- name: companies_by_name_page
SELECT id, name, industry
FROM companies
WHERE name > $1
ORDER BY name
LIMIT 20;

-- name: companies_of_industry
SELECT id, name
FROM companies
WHERE industry = $1
ORDER BY normalized_name
LIMIT 20;

-- name: topic_by_id
SELECT id, name, parent_id, category
FROM topics
WHERE id = $1;

-- name: topic_by_name
SELECT id, category
FROM topics
WHERE name = $1;

-- name: topics_below
SELECT id, name
FROM topics
WHERE parent_id = $1;

-- name: topics_of_category
SELECT id, name
FROM topics
WHERE category = $1
ORDER BY name
LIMIT 50;

-- name: event_speaker_by_id
SELECT event_id, speaker_id, role
FROM event_speakers
WHERE id = $1;

-- name: speakers_of_event
SELECT l.role, s.id, s.name
FROM event_speakers AS l
JOIN speakers AS s ON s.id = l.speaker_id
WHERE l.event_id = $1;

-- name: events_of_speaker
SELECT e.id, e.name, e.starts_at
FROM event_speakers AS l
JOIN events AS e ON e.id = l.event_id
WHERE l.speaker_id = $1;

-- name: event_speakers_in_role
SELECT event_id, speaker_id
FROM event_speakers
WHERE role = $1 AND event_id > $2
ORDER BY event_id
LIMIT 20;

-- name: event_company_by_id
SELECT event_id, company_id, relationship
FROM event_companies
WHERE id = $1;

-- name: companies_of_event
SELECT l.relationship, c.id, c.name
FROM event_companies AS l
JOIN companies AS c ON c.id = l.company_id
WHERE l.event_id = $1;

-- name: events_of_company
SELECT e.id, e.name, e.starts_at
FROM event_companies AS l
JOIN events AS e ON e.id = l.event_id
WHERE l.company_id = $1;

-- name: event_companies_in_relationship
SELECT event_id, company_id
FROM event_companies
WHERE relationship = $1 AND event_id > $2
ORDER BY event_id
LIMIT 20;

-- name: event_topic_by_id
SELECT event_id, topic_id, relevance
FROM event_topics
WHERE id = $1;

-- name: topic_of_event
SELECT relevance
FROM event_topics
WHERE event_id = $1 AND topic_id = $2;

-- name: events_of_topic
SELECT e.id, e.name, e.starts_at
FROM event_topics AS l
JOIN events AS e ON e.id = l.event_id
WHERE l.topic_id = $1;

-- name: topics_of_event
SELECT l.relevance, t.id, t.name
FROM event_topics AS l
JOIN topics AS t ON t.id = l.topic_id
WHERE l.event_id = $1
ORDER BY l.relevance DESC
LIMIT 5;
