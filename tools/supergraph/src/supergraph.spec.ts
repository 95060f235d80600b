import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { compose } from './compose.ts';
import { stale, work, write } from './supergraph.ts';

const IMAGE = `
"An image by its digest."
type Image @key(fields: "digest") @allow(to: "image:read") {
  "Of the manifest."
  digest: Digest!
}
extend type Query {
  "One image."
  image(digest: Digest!): Image @allow(to: "image:read")
}
`;
const SCAN = `
"One scan."
type Scan @key(fields: "id") @allow(to: "scan:read") {
  "Computed."
  id: ID!
  "When it ended."
  endedAt: DateTime
}
extend type Image @key(fields: "digest") @allow(to: "image:read") {
  digest: Digest!
  "Its scans, newest first."
  scans(first: Int = 10): [Scan!]! @allow(to: "scan:read")
}
extend type Mutation {
  "Asks for a scan."
  requestScan(idempotencyKey: ID!, digest: Digest!): Scan @allow(to: "scan:write")
}
`;

let services = '';

beforeEach(() => {
  services = mkdtempSync(join(tmpdir(), 'supergraph-'));
});

afterEach(() => rmSync(services, { recursive: true }));

function put(file: string, text: string): void {
  const path = join(services, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function problemsWith(scan: string): Promise<readonly string[]> {
  put('ingestion/src/image/image.graphql', IMAGE);
  put('scanning/src/scan/scan.graphql', scan);
  return (await work(services)).problems;
}

describe('a supergraph', () => {
  test('is_composed_from_the_files_of_all_services_and_does_not_show_who_may_see_what', async () => {
    expect(await problemsWith(SCAN)).toEqual([]);

    const { files } = await work(services);
    const supergraph = files.get(join(services, 'gateway/supergraph.graphql')) ?? '';
    expect(supergraph).toContain('scans(first: Int = 10): [Scan!]!');
    expect(supergraph).not.toContain('@allow');
    expect(files.get(join(services, 'gateway/src/generated/subgraph-digest.ts'))).toMatch(
      /'scanning': 'sha256:[0-9a-f]{64}'/,
    );
  });

  test('comes_with_types_that_compile', async () => {
    await problemsWith(SCAN);
    const { files } = await work(services);
    const text = files.get(join(services, 'scanning/src/generated/graphql.ts')) ?? '';
    const path = join(import.meta.dirname, 'generated-by-the-spec.ts');

    const options = {
      strict: true,
      noEmit: true,
      module: ts.ModuleKind.NodeNext,
      verbatimModuleSyntax: true,
      skipLibCheck: true,
    };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, target, ...rest) =>
      name === path
        ? ts.createSourceFile(
            name,
            text.replace(/^import type \{ GraphqlContext .*$/m, 'type GraphqlContext = object;'),
            target,
          )
        : read(name, target, ...rest);
    host.fileExists = (name) => name === path || ts.sys.fileExists(name);
    const program = ts.createProgram([path], options, host);

    const messages = ts
      .getPreEmitDiagnostics(program)
      .map((each) => ts.flattenDiagnosticMessageText(each.messageText, ' '));
    expect(messages).toEqual([]);
    expect(text).toContain('export type MutationRequestScanArgs');
    expect(text).toContain("readonly endedAt?: Maybe<Scalars['DateTime']['output']>;");
  });

  test('is_stale_until_it_is_written_and_again_after_a_change', async () => {
    await problemsWith(SCAN);
    const before = stale((await work(services)).files, services);
    write((await work(services)).files);
    const after = stale((await work(services)).files, services);
    put('scanning/src/scan/scan.graphql', SCAN.replace('first: Int = 10', 'first: Int = 20'));
    const changed = stale((await work(services)).files, services);

    expect(before).toHaveLength(4);
    expect(after).toEqual([]);
    expect(changed).toEqual(['gateway/supergraph.graphql', 'gateway/src/generated/subgraph-digest.ts']);
    expect(readFileSync(join(services, 'gateway/supergraph.graphql'), 'utf8')).toContain('Int = 10');
  });
});

describe('a review', () => {
  test.each([
    [
      'a_query_without_allow',
      SCAN.replace('Scan @allow(to: "scan:write")', 'Scan'),
      'scanning: Mutation.requestScan has no @allow(to: "noun:verb")',
    ],
    [
      'a_type_without_allow',
      SCAN.replace('@key(fields: "id") @allow(to: "scan:read")', '@key(fields: "id")'),
      'scanning: Scan has no @allow(to: "noun:verb")',
    ],
    [
      'a_foreign_field_without_allow',
      SCAN.replace(': [Scan!]! @allow(to: "scan:read")', ': [Scan!]!'),
      'scanning: Image.scans has no @allow(to: "noun:verb")',
    ],
    ['a_field_without_description', SCAN.replace('"Computed."', ''), 'scanning: Scan.id has no description'],
    ['a_type_without_description', SCAN.replace('"One scan."', ''), 'scanning: Scan has no description'],
    [
      'a_mutation_that_cannot_be_retried',
      SCAN.replace('idempotencyKey: ID!, ', ''),
      'scanning: Mutation.requestScan takes no idempotencyKey: ID!',
    ],
    [
      'a_second_owner',
      SCAN.replace('extend type Image', '"Mine."\ntype Image').replace(
        '  digest: Digest!',
        '  "It."\n  digest: Digest!',
      ),
      'Image is owned by ingestion and scanning; only its owner writes "type Image", others "extend type Image"',
    ],
    [
      'another_scope_for_the_same_entity',
      SCAN.replace('@allow(to: "image:read")', '@allow(to: "scan:read")'),
      'Image asks for image:read and scan:read',
    ],
    ['an_entity_of_nobody', SCAN.replaceAll('Image', 'Picture'), 'Picture is extended and owned by nobody'],
  ])('finds_%s', async (_what, scan, problem) => {
    expect(await problemsWith(scan)).toContain(problem);
  });

  test('finds_what_does_not_fit_together', async () => {
    const problems = await problemsWith(SCAN.replace('  digest: Digest!', '  digest: ID!'));

    expect(problems.join()).toMatch(/FIELD_TYPE_MISMATCH|Type of field "Image.digest" is incompatible/);
  });

  test('names_the_service_whose_sdl_does_not_parse_and_still_generates_the_others', async () => {
    const problems = await problemsWith('type {');

    expect(problems.join()).toMatch(/^scanning: Syntax Error/);
    expect([...(await work(services)).files.keys()]).toEqual([join(services, 'ingestion/src/generated/graphql.ts')]);
  });
});

describe('composition', () => {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable"])';
  const owner = { name: 'one', sdl: `${link} type A @key(fields: "id") { id: ID! a: Int } type Query { a: A }` };

  test('needs_the_key_through_which_two_subgraphs_meet', () => {
    const keyed = { name: 'two', sdl: `${link} type A @key(fields: "id") { id: ID! b: Int }` };
    const keyless = { name: 'two', sdl: `${link} type A { id: ID! b: Int }` };

    expect(compose([owner, keyed]).problems).toEqual([]);
    expect(compose([owner, keyless]).problems).not.toEqual([]);
  });

  const folder = join(process.env['BULKHEAD_TEST_DATA'] ?? '../shared/data', 'federation/compat-suite');
  const names = ['products', 'users', 'inventory'];
  const isThere = existsSync(folder);

  if (isThere)
    test('takes_the_schemas_of_the_public_compatibility_suite', () => {
      const suite = names.map((name) => ({ name, sdl: readFileSync(join(folder, `${name}.graphql`), 'utf8') }));

      const keyless = suite.map((each) => ({ ...each, sdl: each.sdl.replace(/@key\(fields: "email"\)/, '') }));

      expect(compose(suite).problems).toEqual([]);
      expect(compose(keyless).problems).not.toEqual([]);
    });
});
