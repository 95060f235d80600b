import { SCHEME_NAMES, compareVersions } from '@bulkhead/core-version';
import type { SchemeName } from '@bulkhead/core-version';
import { z } from 'zod';
import { anyTextTest } from '../evaluation/pattern.ts';
import type { Target } from '../evaluation/target.ts';
import { UNKNOWN, truthOf } from '../evaluation/truth.ts';
import { defineCriterion } from './define.ts';
import type { Criterion } from './define.ts';
import { PATTERNS, shown } from './value.ts';

/** Which order the versions of an ecosystem have (OSV's names, before the colon). */
const SCHEME_OF: Readonly<Record<string, SchemeName>> = {
  debian: 'deb',
  ubuntu: 'deb',
  'red hat': 'rpm',
  rocky: 'rpm',
  almalinux: 'rpm',
  suse: 'rpm',
  opensuse: 'rpm',
  alpine: 'apk',
  wolfi: 'apk',
  chainguard: 'apk',
  npm: 'npm',
  pypi: 'pypi',
  go: 'golang',
};

/** The same by the type of a package URL, for whoever tells no ecosystem. */
const SCHEME_OF_PURL: Readonly<Record<string, SchemeName>> = {
  deb: 'deb',
  rpm: 'rpm',
  apk: 'apk',
  npm: 'npm',
  pypi: 'pypi',
  golang: 'golang',
};

const VERSION = z.string().min(1).max(256);
const COMPONENT = z
  .strictObject({
    name: PATTERNS.describe('the name of the package'),
    ecosystem: PATTERNS.optional().describe('the ecosystem, as OSV names it'),
    version: PATTERNS.optional().describe('patterns the version matches'),
    below: VERSION.optional().describe('older than this version, in the order of its ecosystem'),
    atLeast: VERSION.optional().describe('this version or newer, in the order of its ecosystem'),
  })
  .describe('a package; everything that is said must hold');

/** A package as a finding or the image's list of components names it. */
interface Package {
  readonly name: string;
  readonly version: string;
  readonly ecosystem: string | undefined;
  readonly purl: string | undefined;
}

/** Criteria on one component of an image; beside criteria on findings: on the component of the same finding. */
export const COMPONENT_CRITERIA: readonly Criterion[] = [
  defineCriterion({
    name: 'component',
    level: 'component',
    doc: 'A package in the image, by name, ecosystem and version. Beside criteria on findings: the package of that finding.',
    example: { name: 'openssl', below: '3.0.15' },
    schema: COMPONENT,
    compile: (wanted) => {
      const name = anyTextTest(wanted.name);
      const ecosystem = wanted.ecosystem === undefined ? undefined : anyTextTest(wanted.ecosystem);
      const version = wanted.version === undefined ? undefined : anyTextTest(wanted.version);
      return {
        test: (target) => {
          const found = packageOf(target);
          if (found === undefined) return UNKNOWN;
          if (!name(found.name)) return truthOf(false);
          if (version !== undefined && !version(found.version)) return truthOf(false);
          const bounded = inBounds(found, wanted.below, wanted.atLeast);
          if (bounded === false || ecosystem === undefined) return truthOf(bounded);
          if (found.ecosystem === undefined) return UNKNOWN;
          return ecosystem(found.ecosystem) ? truthOf(bounded) : truthOf(false);
        },
        explain: (target) => {
          const found = packageOf(target);
          return {
            path: target.componentPath,
            operator: 'matches',
            expected: shown(wanted),
            actual: found === undefined ? null : `${found.name} ${found.version}`,
            message: found === undefined ? 'the components are not known' : `it has ${found.name} ${found.version}`,
          };
        },
      };
    },
  }),
];

function packageOf(target: Target): Package | undefined {
  const { finding, component } = target;
  if (component !== undefined)
    return { name: component.name, version: component.version, ecosystem: component.ecosystem, purl: component.purl };
  if (finding === undefined) return undefined;
  return { name: finding.component, version: finding.version, ecosystem: finding.ecosystem, purl: finding.purl };
}

/** Undefined when there are bounds and nobody knows the order of the ecosystem's versions. */
function inBounds(found: Package, below: string | undefined, atLeast: string | undefined): boolean | undefined {
  if (below === undefined && atLeast === undefined) return true;
  const scheme = schemeOf(found);
  if (scheme === undefined) return undefined;
  if (below !== undefined && compareVersions(scheme, found.version, below) >= 0) return false;
  return atLeast === undefined || compareVersions(scheme, found.version, atLeast) >= 0;
}

function schemeOf({ ecosystem, purl }: Package): SchemeName | undefined {
  if (ecosystem === undefined) return SCHEME_OF_PURL[/^pkg:([a-z.+-]+)\//i.exec(purl ?? '')?.[1]?.toLowerCase() ?? ''];
  const [family = ''] = ecosystem.toLowerCase().split(':');
  return SCHEME_OF[family] ?? (SCHEME_NAMES as readonly string[]).find((name): name is SchemeName => name === family);
}
