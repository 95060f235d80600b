// `freeze` writes the JSON Schema of every new contract to libs/contracts/published; `check` compares the contracts with
// what is frozen there. A frozen schema is never edited: a break means version 2 beside version 1.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_EVENTS, ENVELOPE } from '@bulkhead/contracts';
import { z } from 'zod';
import { findBreaks } from './compatibility.ts';
import type { Schema } from './compatibility.ts';

const PUBLISHED = join(import.meta.dirname, '../../../libs/contracts/published');

interface Frozen {
  readonly file: string;
  readonly schema: Schema;
}

function currentSchemas(): readonly Frozen[] {
  const events = ALL_EVENTS.map((event) => ({
    file: `${event.topic}.json`,
    schema: describeSchema(event.data, `https://bulkhead.dev/schemas/${event.topic}.json`, event.doc),
  }));
  return [
    ...events,
    {
      file: 'envelope.v1.json',
      schema: describeSchema(
        ENVELOPE,
        'https://bulkhead.dev/schemas/envelope.v1.json',
        'CloudEvents 1.0 envelope of every message.',
      ),
    },
  ];
}

function describeSchema(type: z.ZodType, id: string, description: string): Schema {
  return { $id: id, description, ...(z.toJSONSchema(type, { io: 'input' }) as object) };
}

function freeze(): number {
  mkdirSync(PUBLISHED, { recursive: true });
  for (const { file, schema } of currentSchemas()) {
    const path = join(PUBLISHED, file);
    if (existsSync(path)) continue;
    writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
    console.log(`frozen ${file}`);
  }
  return check();
}

function check(): number {
  const problems: string[] = [];
  const current = currentSchemas();
  for (const { file, schema } of current) {
    const path = join(PUBLISHED, file);
    if (!existsSync(path)) problems.push(`${file}: not frozen yet; run npm run contracts:freeze`);
    else
      problems.push(
        ...findBreaks(JSON.parse(readFileSync(path, 'utf8')) as Schema, schema).map((found) => `${file}: ${found}`),
      );
  }
  const known = new Set(current.map(({ file }) => file));
  const retired = existsSync(PUBLISHED) ? readdirSync(PUBLISHED).filter((file) => !known.has(file)) : [];
  for (const file of retired) console.log(`retired: ${file} (kept, events of it may still be in a log)`);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0)
    console.error('a published contract changed: make a new version beside it (docs/how-to/add-an-event.md)');
  console.log(`${current.length} contracts, ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}

process.exitCode = process.argv[2] === 'freeze' ? freeze() : check();
