import { computedId } from '@bulkhead/core-base';
import type { HostFacts, Vantage } from '@bulkhead/core-benchmark';
import type { RootReader } from './root-reader.ts';

export interface Identity {
  readonly hostId: string;
  readonly identifiedBy: HostFacts['identifiedBy'];
  readonly hostname: string;
}

/** Inode of the first PID namespace (include/uapi/linux/nsfs.h, PROC_PID_INIT_INO): fixed by the kernel. */
const FIRST_PID_NAMESPACE = 'pid:[4026531836]';

/**
 * Who this host is: by machine-id(5), else by the product UUID of the firmware, else by its name alone, which is weak
 * and said so. Undefined when none of them is there.
 */
export async function identify(reader: RootReader): Promise<Identity | undefined> {
  const hostname = await hostnameOf(reader);
  const machineId = await firstMatch(reader, ['/etc/machine-id', '/var/lib/dbus/machine-id'], /^[0-9a-f]{32}$/);
  const productUuid = reader.live
    ? await firstMatch(reader, ['/sys/class/dmi/id/product_uuid'], /^[0-9a-f-]{36}$/)
    : undefined;
  const name = hostname ?? 'unnamed';
  if (machineId !== undefined)
    return { hostId: computedId('host', machineId), identifiedBy: 'MACHINE_ID', hostname: name };
  if (productUuid !== undefined) {
    return { hostId: computedId('host', productUuid), identifiedBy: 'PRODUCT_UUID', hostname: name };
  }
  if (hostname === undefined) return undefined;
  return { hostId: computedId('host', hostname), identifiedBy: 'HOSTNAME', hostname };
}

async function hostnameOf(reader: RootReader): Promise<string | undefined> {
  const paths = reader.live ? ['/proc/sys/kernel/hostname', '/etc/hostname'] : ['/etc/hostname'];
  return firstMatch(reader, paths, /^[a-z0-9_.-]{1,253}$/);
}

async function firstMatch(reader: RootReader, paths: readonly string[], form: RegExp): Promise<string | undefined> {
  for (const path of paths) {
    const text = await reader.text(path, 4096);
    const word = text.found ? text.value.trim().toLowerCase() : '';
    if (form.test(word)) return word;
  }
  return undefined;
}

/** Whether we see a host or the inside of a container: by the PID and mount namespaces the kernel shows. */
export async function vantageOf(reader: RootReader): Promise<Vantage> {
  if (!reader.live) return 'MOUNTED_ROOT';
  const pid = await reader.link('/proc/self/ns/pid');
  if (pid.found && pid.value !== FIRST_PID_NAMESPACE) return 'CONTAINER';
  const own = await reader.link('/proc/self/ns/mnt');
  const first = await reader.link('/proc/1/ns/mnt');
  if (own.found && first.found && own.value !== first.value) return 'CONTAINER';
  return pid.found ? 'HOST' : 'CONTAINER';
}
