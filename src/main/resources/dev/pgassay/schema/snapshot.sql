-- Everything in a schema that makes plans, answers or rights, in the server's own words: its type, the
-- object that it belongs to (empty for those that stand alone), its name and its definition. The
-- schema itself is named as the first parameter says; the second is its name. Names without their
-- schema are those that the search path finds.
WITH here AS (
  SELECT oid, nspowner, nspacl, CAST(? AS text) AS label
  FROM pg_namespace
  WHERE nspname = ?
),
relations AS (
  SELECT
    c.*,
    CASE c.relkind
      WHEN 'r' THEN 'table'
      WHEN 'p' THEN 'partitioned table'
      WHEN 'f' THEN 'foreign table'
      WHEN 'v' THEN 'view'
      WHEN 'm' THEN 'materialized view'
      WHEN 'S' THEN 'sequence'
      ELSE 'composite type'
    END AS kind
  FROM pg_class c
  JOIN here ON here.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
),
columns AS (
  SELECT r.kind, r.relname, a.*
  FROM relations r
  JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE r.relkind <> 'S'
),
functions AS (
  SELECT p.*, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS signature
  FROM pg_proc p
  JOIN here ON here.oid = p.pronamespace
),
types AS (
  SELECT t.*
  FROM pg_type t
  JOIN here ON here.oid = t.typnamespace
  WHERE t.typrelid = 0 AND t.typcategory <> 'A'
),
owners AS (
  SELECT 'schema' AS kind, '' AS whole, label AS name, nspowner AS owner FROM here
  UNION ALL SELECT kind, relname, relname, relowner FROM relations
  UNION ALL SELECT 'function', signature, signature, proowner FROM functions
  UNION ALL SELECT 'type', typname, typname, typowner FROM types
),
rights AS (
  SELECT 'schema' AS kind, '' AS whole, label AS name, coalesce(nspacl, acldefault('n', nspowner)) AS acl
  FROM here
  UNION ALL
  SELECT kind, relname, relname,
    coalesce(
      relacl, acldefault((CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", relowner))
  FROM relations
  WHERE relkind <> 'c'
  UNION ALL
  SELECT 'column', relname, relname || '.' || attname, attacl FROM columns
  UNION ALL
  SELECT 'function', signature, signature, coalesce(proacl, acldefault('f', proowner))
  FROM functions
  UNION ALL
  SELECT 'type', typname, typname, coalesce(typacl, acldefault('T', typowner)) FROM types
  UNION ALL
  SELECT
    CASE d.defaclobjtype
      WHEN 'r' THEN 'future tables'
      WHEN 'S' THEN 'future sequences'
      WHEN 'f' THEN 'future functions'
      ELSE 'future types'
    END,
    '', 'of ' || pg_get_userbyid(d.defaclrole), d.defaclacl
  FROM pg_default_acl d
  JOIN here ON here.oid = d.defaclnamespace
)

SELECT 'owner of ' || kind, whole, name, pg_get_userbyid(owner)::text FROM owners

UNION ALL
SELECT 'rights on ' || r.kind, r.whole,
  r.name || ' to ' || CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(e.grantee) END,
  string_agg(
    e.privilege_type || CASE WHEN e.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END,
    ', ' ORDER BY e.privilege_type, e.is_grantable)
FROM rights r
CROSS JOIN LATERAL aclexplode(r.acl) e
GROUP BY r.kind, r.whole, r.name, e.grantee

UNION ALL
SELECT r.kind, '', r.relname,
  CASE r.relpersistence WHEN 'p' THEN 'logged' WHEN 'u' THEN 'unlogged' ELSE 'temporary' END
    || coalesce(' USING ' || nullif(am.amname, 'heap'), '')
    || coalesce(' WITH (' || array_to_string(r.reloptions, ', ') || ')', '')
    || coalesce(' WITH toast (' || array_to_string(toast.reloptions, ', ') || ')', '')
    || coalesce(' TABLESPACE ' || s.spcname, '')
    || CASE WHEN r.relrowsecurity THEN ' ROW LEVEL SECURITY' ELSE '' END
    || CASE WHEN r.relforcerowsecurity THEN ' FORCED ROW LEVEL SECURITY' ELSE '' END
    || CASE r.relreplident WHEN 'd' THEN '' ELSE ' REPLICA IDENTITY ' || r.relreplident::text END
    || coalesce(
      ' INHERITS (' || (
        SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
        FROM pg_inherits i
        WHERE i.inhrelid = r.oid) || ')', '')
    || coalesce(
      ' INHERITED BY (' || (
        SELECT string_agg(i.inhrelid::regclass::text, ', ' ORDER BY i.inhrelid::regclass::text)
        FROM pg_inherits i
        WHERE i.inhparent = r.oid) || ')', '')
FROM relations r
LEFT JOIN pg_am am ON am.oid = r.relam
LEFT JOIN pg_class toast ON toast.oid = r.reltoastrelid
LEFT JOIN pg_tablespace s ON s.oid = r.reltablespace
WHERE r.relkind IN ('r', 'p', 'f', 'c')

UNION ALL
SELECT kind, '', relname,
  pg_get_viewdef(oid, true) || coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '')
FROM relations
WHERE relkind IN ('v', 'm')

UNION ALL
SELECT r.kind, '', r.relname,
  format(
    '%s START %s INCREMENT %s MINVALUE %s MAXVALUE %s CACHE %s%s',
    format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
    CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)
FROM relations r
JOIN pg_sequence s ON s.seqrelid = r.oid

UNION ALL
SELECT 'column', a.relname, a.relname || '.' || a.attname,
  format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attcollation = t.typcollation THEN ''
       ELSE ' COLLATE ' || a.attcollation::regcollation::text END
    || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
    || CASE WHEN d.oid IS NULL THEN ''
       WHEN a.attgenerated <> '' THEN ' GENERATED AS (' || pg_get_expr(d.adbin, d.adrelid) || ')'
       ELSE ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END
    || CASE a.attidentity WHEN '' THEN '' WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
       ELSE ' GENERATED BY DEFAULT AS IDENTITY' END
    || ' STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
       WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
    || CASE a.attcompression WHEN '' THEN '' WHEN 'p' THEN ' COMPRESSION pglz'
       ELSE ' COMPRESSION lz4' END
    -- No target is -1, and NULL from version 17 on.
    || coalesce(' STATISTICS ' || nullif(a.attstattarget, -1), '')
    -- PostgreSQL 17.12 and its like stamp each column with a version of their own.
    || coalesce(' WITH (' || nullif(array_to_string(
         ARRAY(SELECT o FROM unnest(a.attoptions) o WHERE split_part(o, '=', 1) <> 'pg_attver'), ', '), '') || ')', '')
FROM columns a
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.kind IN ('table', 'partitioned table', 'foreign table', 'composite type')

UNION ALL
SELECT 'constraint', r.relname, r.relname || '.' || k.conname,
  pg_get_constraintdef(k.oid, true)
    || CASE WHEN EXISTS (
         SELECT FROM pg_trigger g
         WHERE g.tgconstraint = k.oid AND g.tgisinternal AND g.tgenabled <> 'O')
       THEN ' (its triggers disabled)' ELSE '' END
FROM relations r
JOIN pg_constraint k ON k.conrelid = r.oid

UNION ALL
SELECT 'index', r.relname, r.relname || '.' || i.relname,
  pg_get_indexdef(x.indexrelid, 0, true)
    || coalesce(' TABLESPACE ' || s.spcname, '')
    || coalesce((
      SELECT string_agg(' STATISTICS ' || a.attnum || ' ' || a.attstattarget, '' ORDER BY a.attnum)
      FROM pg_attribute a
      WHERE a.attrelid = i.oid AND a.attstattarget >= 0), '')
    || CASE WHEN x.indisvalid AND x.indisready AND x.indislive THEN '' ELSE ' (invalid)' END
    || coalesce(', comment ' || quote_literal(obj_description(i.oid, 'pg_class')), '')
FROM relations r
JOIN pg_index x ON x.indrelid = r.oid
JOIN pg_class i ON i.oid = x.indexrelid
LEFT JOIN pg_tablespace s ON s.oid = i.reltablespace

UNION ALL
SELECT 'trigger', r.relname, r.relname || '.' || g.tgname,
  pg_get_triggerdef(g.oid, true)
    || CASE g.tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' (disabled)'
       ELSE ' (enabled for ' || g.tgenabled::text || ')' END
FROM relations r
JOIN pg_trigger g ON g.tgrelid = r.oid AND NOT g.tgisinternal

UNION ALL
SELECT 'policy', r.relname, r.relname || '.' || p.polname,
  CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END
    || ' FOR ' || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT'
       WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END
    || ' TO ' || (
      SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(role) END, ', ')
      FROM unnest(p.polroles) role)
    || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
    || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
FROM relations r
JOIN pg_policy p ON p.polrelid = r.oid

UNION ALL
SELECT 'rule', r.relname, r.relname || '.' || w.rulename,
  pg_get_ruledef(w.oid, true)
    || CASE w.ev_enabled WHEN 'O' THEN '' WHEN 'D' THEN ' (disabled)'
       ELSE ' (enabled for ' || w.ev_enabled::text || ')' END
FROM relations r
JOIN pg_rewrite w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'

UNION ALL
SELECT 'statistics', r.relname, r.relname || '.' || s.stxname,
  pg_get_statisticsobjdef(s.oid) || coalesce(' STATISTICS ' || nullif(s.stxstattarget, -1), '')
FROM relations r
JOIN pg_statistic_ext s ON s.stxrelid = r.oid

UNION ALL
-- Without the words before the name, which hold the name of the schema, and without the body.
SELECT 'function', '', f.signature,
  CASE WHEN f.prokind = 'a' THEN 'AGGREGATE'
    ELSE split_part(
      substr(d.definition, strpos(d.definition, '.' || quote_ident(f.proname)) + 1), E'\nAS ', 1)
  END
FROM functions f
CROSS JOIN LATERAL (
  SELECT CASE WHEN f.prokind <> 'a' THEN pg_get_functiondef(f.oid) END AS definition) d

UNION ALL
SELECT 'body of function', signature, signature, coalesce(probin || ' ', '') || prosrc
FROM functions

UNION ALL
SELECT 'type', '', typname,
  CASE typtype WHEN 'd' THEN 'DOMAIN over ' || format_type(typbasetype, typtypmod)
    WHEN 'e' THEN 'ENUM' WHEN 'r' THEN 'RANGE' WHEN 'm' THEN 'MULTIRANGE' ELSE 'BASE' END
FROM types

UNION ALL
SELECT 'operator', '',
  format('%s (%s, %s)', o.oprname, format_type(o.oprleft, NULL), format_type(o.oprright, NULL)),
  'FUNCTION ' || o.oprcode::text
FROM pg_operator o
JOIN here ON here.oid = o.oprnamespace

UNION ALL
SELECT 'operator class', '', o.opcname || ' USING ' || am.amname,
  'FOR ' || format_type(o.opcintype, NULL)
FROM pg_opclass o
JOIN here ON here.oid = o.opcnamespace
JOIN pg_am am ON am.oid = o.opcmethod

UNION ALL
SELECT 'collation', '', c.collname,
  coalesce(c.collcollate, '') || CASE WHEN c.collisdeterministic THEN '' ELSE ' NOT DETERMINISTIC' END
FROM pg_collation c
JOIN here ON here.oid = c.collnamespace
