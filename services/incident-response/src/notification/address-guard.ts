import { lookup as resolve } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { SendFailure } from './send-failure.ts';

/** `any`: the operator's own network is where SIEMs live. `public`: no address of a private network either. */
export const NETWORKS = ['any', 'public'] as const;
export type Network = (typeof NETWORKS)[number];

/** Never a sink: this-network, link-local (the metadata services of clouds live there) and multicast. */
const NEVER = blockList(
  ['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'],
  ['::/128', 'fe80::/10', 'ff00::/8', 'fd00:ec2::/32'],
);

/** IANA special-purpose addresses that are not reachable over the internet (RFC 6890). */
const PRIVATE = blockList(
  ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ['::1/128', '64:ff9b::/96', 'fc00::/7'],
);

/** True when a sink may have this address. */
export function isAllowed(address: string, network: Network): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  return !NEVER.check(address, type) && (network === 'any' || !PRIVATE.check(address, type));
}

/** Refuses a literal address; a name is judged when it is resolved. Throws SendFailure. */
export function refuseAddress(host: string, network: Network): void {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !isAllowed(bare, network)) throw refused(bare);
}

/**
 * A lookup that hands out allowed addresses only. It runs for the very connection that is made, so a name that changes
 * its address between a check and the connection gains nothing.
 */
export function guardedLookup(network: Network): LookupFunction {
  return (hostname, options, callback) => {
    const all: LookupOptions = { ...options, all: true };
    resolve(hostname, all, (error, found) => {
      const addresses = error === null ? (found as LookupAddress[]) : [];
      const allowed = addresses.filter(({ address }) => isAllowed(address, network));
      const [first] = allowed;
      if (error !== null) callback(error, '', 0);
      else if (first === undefined) callback(refused(hostname), '', 0);
      else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

function refused(host: string): SendFailure {
  return new SendFailure(`the address of ${host} is not one a sink may have`);
}

function blockList(v4: readonly string[], v6: readonly string[]): BlockList {
  const list = new BlockList();
  for (const [family, subnets] of [['ipv4', v4] as const, ['ipv6', v6] as const]) {
    for (const subnet of subnets) {
      const [net = '', prefix = ''] = subnet.split('/');
      list.addSubnet(net, Number(prefix), family);
    }
  }
  return list;
}
