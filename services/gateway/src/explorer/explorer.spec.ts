import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { expect, test } from '@jest/globals';

test('the_script_of_the_query_page_compiles_and_asks_for_a_schema_that_parses', async () => {
  const { parse } = await import('graphql');
  const html = readFileSync(new URL('./explorer.html', import.meta.url), 'utf8');
  const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
  const [, query = ''] = /const SCHEMA = `([\s\S]*?)`/.exec(script) ?? [];

  expect(() => new Script(script)).not.toThrow();
  expect(parse(query).definitions).toHaveLength(2);
});
