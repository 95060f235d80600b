import { SCAN_STATES } from '../vocabulary.ts';
import type { Target } from '../evaluation/target.ts';
import type { Criterion } from './define.ts';
import { choiceCriterion, flagCriterion, missingCriterion, patternCriterion, rangeCriterion } from './kind.ts';
import { PATTERNS, choiceOf } from './value.ts';

/** Criteria on an image: the subject, or what a container runs. */
export const IMAGE_CRITERIA: readonly Criterion[] = [
  choiceCriterion({
    name: 'imageScan',
    level: 'image',
    doc: 'How much of the image has been judged: NOT_SCANNED, UNJUDGED (no feed), PARTIAL (some ecosystems have no feed), JUDGED. This is how a policy names the unknown.',
    example: ['NOT_SCANNED', 'UNJUDGED'],
    schema: choiceOf(SCAN_STATES),
    noun: 'the scan of the image',
    path: (target) => `${target.imagePath}.scan`,
    read: ({ image }) => image?.scan ?? 'NOT_SCANNED',
  }),
  rangeCriterion({
    name: 'imageAge',
    level: 'image',
    doc: 'Days since the image was built.',
    example: { above: 90 },
    noun: 'the image was built',
    unit: 'days ago',
    path: (target) => `${target.imagePath}.createdAt`,
    read: (target) => target.daysSince(target.image?.createdAt),
  }),
  rangeCriterion({
    name: 'imageScanAge',
    level: 'image',
    doc: 'Days since the image was last compared with advisories.',
    example: { above: 7 },
    noun: 'the image was matched',
    unit: 'days ago',
    path: (target) => `${target.imagePath}.matchedAt`,
    read: (target) => target.daysSince(target.image?.matchedAt),
  }),
  patternCriterion({
    name: 'imageRegistry',
    level: 'image',
    doc: 'The registry host in the name of the image; `docker.io` where none is written.',
    example: 'docker.io',
    noun: 'the registry',
    path: (target) => `${target.imagePath}.reference`,
    read: ({ reference }) => reference?.registry,
  }),
  patternCriterion({
    name: 'imageRepository',
    level: 'image',
    doc: 'The repository in the name of the image, without the registry: `library/nginx`.',
    example: 'library/*',
    noun: 'the repository',
    path: (target) => `${target.imagePath}.reference`,
    read: ({ reference }) => reference?.repository,
  }),
  patternCriterion({
    name: 'imageTag',
    level: 'image',
    doc: 'The tag in the name of the image. `latest` where neither tag nor digest is written; empty where only a digest is.',
    example: 'latest',
    noun: 'the tag',
    path: (target) => `${target.imagePath}.reference`,
    read: ({ reference }) => reference && (reference.tag ?? ''),
  }),
  flagCriterion({
    name: 'imagePinned',
    level: 'image',
    doc: 'Whether the name of the image says which content it is (it has a digest).',
    example: false,
    phrases: ['the image is named by digest', 'the image is named by a tag that can move'],
    path: (target) => `${target.imagePath}.reference`,
    read: ({ reference }) => reference && reference.digest !== undefined,
  }),
  flagCriterion({
    name: 'imageRunsAsRoot',
    level: 'image',
    doc: 'Whether the USER of the image is root or not set.',
    example: true,
    phrases: ['the image runs as root', 'the image runs as another user than root'],
    path: (target) => `${target.imagePath}.user`,
    read: ({ image }) => (image?.user === undefined ? undefined : isRootUser(image.user)),
  }),
  patternCriterion({
    name: 'imageDistribution',
    level: 'image',
    doc: 'The distribution the image is made of, as in `debian 12` or `alpine 3.20`.',
    example: 'debian 10*',
    noun: 'the distribution',
    path: (target) => `${target.imagePath}.distribution`,
    read: ({ image }) => image?.distribution,
  }),
  patternCriterion({
    name: 'imageEnvironment',
    level: 'image',
    doc: 'An environment variable of the image configuration, as `NAME=value`.',
    example: '*PASSWORD*=?*',
    noun: 'the environment of the image',
    path: (target) => `${target.imagePath}.environment`,
    read: ({ image }) => image?.environment,
    // The value may be a secret: it is matched, and not repeated.
    show: (variable) => variable.split('=')[0] ?? '',
  }),
  patternCriterion({
    name: 'imageExposesPort',
    level: 'image',
    doc: 'A port the image exposes, as `port/protocol`.',
    example: '22/tcp',
    noun: 'the exposed port',
    path: (target) => `${target.imagePath}.exposedPorts`,
    read: ({ image }) => image?.exposedPorts,
  }),
  missingCriterion({
    name: 'imageLabelMissing',
    level: 'image',
    doc: 'A label the image should have and has not.',
    example: 'org.opencontainers.image.source',
    schema: PATTERNS,
    noun: 'label',
    path: (target) => `${target.imagePath}.labels`,
    has: ({ image }: Target, name) => image?.labels && Object.hasOwn(image.labels, name),
  }),
];

/** True for the user that is root in an image configuration: unset, `root`, `0`, with or without a group. */
export function isRootUser(user: string): boolean {
  const [name = ''] = user.split(':');
  return name === '' || name === 'root' || /^0+$/.test(name);
}
