import type { HostFacts } from '@bulkhead/core-benchmark';
import type { Collection } from './collection.ts';
import { parseSshdLines, takeSetting, type SshdState } from './parse/sshd-config.ts';

const CONFIG = '/etc/ssh/sshd_config';
const PROGRAMS = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'];
const FILE_LIMIT = 64;
const DEPTH_LIMIT = 16;

interface Walk extends SshdState {
  files: number;
  /** A part of the configuration could not be read, so no default may be assumed. */
  broken: boolean;
}

/** Settings of the SSH server as its files give them, Include followed; `sshd -T` is not run. */
export async function collectSshd(collection: Collection): Promise<Partial<HostFacts>> {
  const { reader } = collection;
  const config = await reader.exists(CONFIG);
  const programs = await Promise.all(PROGRAMS.map(async (path) => reader.exists(path)));
  if (!config && !programs.includes(true)) return { sshd: { installed: false, settings: {}, conditional: [] } };

  const walk: Walk = { settings: new Map(), conditional: new Set(), files: 0, broken: false };
  if (config) await readConfig(collection, { walk, path: CONFIG, depth: 0, inMatch: false });
  if (walk.broken) return {};
  return {
    sshd: {
      installed: true,
      settings: Object.fromEntries(walk.settings),
      conditional: [...walk.conditional].sort(),
    },
  };
}

interface ConfigFile {
  readonly walk: Walk;
  readonly path: string;
  readonly depth: number;
  readonly inMatch: boolean;
}

async function readConfig(collection: Collection, { walk, path, depth, inMatch }: ConfigFile): Promise<void> {
  walk.files += 1;
  const text = await collection.reader.text(path);
  if (!text.found || walk.files > FILE_LIMIT || depth > DEPTH_LIMIT) {
    collection.gaps.add('sshd', path, text.found ? 'TRUNCATED' : text.reason);
    walk.broken = true;
    return;
  }
  // A Match block ends with its file (sshd_config(5), Include).
  let matching = inMatch;
  for (const line of parseSshdLines(text.value)) {
    if (line.keyword === 'match') {
      matching = inMatch || line.value.toLowerCase() !== 'all';
    } else if (line.keyword === 'include') {
      for (const included of await expand(collection, line.value)) {
        await readConfig(collection, { walk, path: included, depth: depth + 1, inMatch: matching });
      }
    } else takeSetting(walk, line, matching);
  }
}

/** Paths of an Include: relative ones are below /etc/ssh, and `*` and `?` stand in the last part of the path only. */
async function expand({ reader, gaps }: Collection, patterns: string): Promise<string[]> {
  const paths: string[] = [];
  for (const pattern of patterns
    .split(/\s+/)
    .filter((text) => text !== '')
    .slice(0, FILE_LIMIT)) {
    const absolute = pattern.startsWith('/') ? pattern : `/etc/ssh/${pattern}`;
    const cut = absolute.lastIndexOf('/');
    const folder = absolute.slice(0, cut);
    const last = absolute.slice(cut + 1);
    if (!/[*?[]/.test(last)) {
      if (await reader.exists(absolute)) paths.push(absolute);
      continue;
    }
    const names = await reader.names(folder === '' ? '/' : folder);
    if (!names.found) {
      if (names.reason !== 'ABSENT') gaps.add('sshd/include', absolute, names.reason);
      continue;
    }
    const form = globToRegExp(last);
    paths.push(...names.value.filter((name) => form.test(name)).map((name) => `${folder}/${name}`));
  }
  return paths.slice(0, FILE_LIMIT + 1);
}

function globToRegExp(glob: string): RegExp {
  const body = glob
    .replace(/[.+^${}()|\\[\]]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^(?!\\.)${body}$`);
}
