import type { RootReader } from './root-reader.ts';

export interface ListedProcess {
  readonly pid: string;
  readonly name: string;
}
export type ProcessList = readonly ListedProcess[];

const LIMIT = 8192;

/** Process ids and names from /proc, at most 8192. Processes that end meanwhile are left out. */
export async function listProcesses(reader: RootReader): Promise<ProcessList> {
  if (!reader.live) return [];
  const names = await reader.names('/proc', 1_000_000);
  const pids = names.found ? names.value.filter((name) => /^\d{1,10}$/.test(name)).slice(0, LIMIT) : [];
  const processes: ListedProcess[] = [];
  for (const pid of pids) {
    const name = await reader.text(`/proc/${pid}/comm`, 256);
    if (name.found) processes.push({ pid, name: name.value.trim().slice(0, 256) });
  }
  return processes;
}
