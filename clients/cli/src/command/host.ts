import { readFileSync } from 'node:fs';
import { LINUX_CONTAINER_HOST, runBenchmark } from '@bulkhead/core-benchmark';
import { collectHostFacts } from '@bulkhead/engine-host';
import { parseWords } from '../arguments.ts';
import { EXIT } from '../exit.ts';
import { jsonText, writeOutput } from '../output/write-output.ts';
import { SERVER_OPTIONS, callServer, findServer } from '../server/server.ts';
import { table } from '../terminal/table.ts';
import { Progress } from '../terminal/progress.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  ...SERVER_OPTIONS,
  root: { type: 'string' },
  json: { type: 'boolean' },
  push: { type: 'boolean' },
} as const;

export const HOST: Command = {
  name: 'host',
  summary: 'how hard this machine is: its facts against a benchmark',
  help: readFileSync(new URL('./help/host.txt', import.meta.url), 'utf8'),
  async run(words, { terminal, signal, now }) {
    const { values } = parseWords(words, OPTIONS);
    using progress = new Progress(terminal, values.quiet === true);
    progress.show('reading facts');
    const facts = await collectHostFacts({
      signal,
      clock: { now },
      ...(values.root === undefined ? {} : { root: values.root }),
    });
    progress[Symbol.dispose]();
    const report = runBenchmark(LINUX_CONTAINER_HOST, facts);
    const rows = report.results.map(({ check, outcome }) => [outcome.state, check.severity, check.id, check.title]);
    const shown =
      values.json === true
        ? jsonText({ schema: 'bulkhead/host-audit/v1', report, facts })
        : table(['STATE', 'SEVERITY', 'CHECK', 'WHAT'], rows, terminal.columns);
    await writeOutput(terminal, shown, values.output);
    if (values.push === true) {
      const server = await findServer(values, signal);
      const observedAt = now().toISOString();
      const identity = { id: `${facts.hostId}@${observedAt}`, observedAt };
      const events = [
        {
          ...identity,
          id: `${identity.id}/host`,
          type: 'host.observed',
          payload: { hostId: facts.hostId, hostname: facts.hostname },
        },
        { ...identity, id: `${identity.id}/facts`, type: 'host.facts', payload: { hostId: facts.hostId, facts } },
      ];
      await callServer(server, { method: 'POST', path: '/ingest/v1/events', body: { events } });
      terminal.err(`pushed to ${server.url}: host ${facts.hostId}\n`);
    }
    return EXIT.fine;
  },
};
