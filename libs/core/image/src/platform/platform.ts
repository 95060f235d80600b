import { Fault } from '@bulkhead/core-base';
import type { Descriptor } from '../document/descriptor.ts';
import type { ImageFault } from '../fault.ts';

/** For which machine an image is, in Go's words: `linux/arm64/v8`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** What is taken from an index when nobody says otherwise. */
export const DEFAULT_PLATFORM: Platform = { os: 'linux', architecture: 'amd64' };

/**
 * Reads `os/architecture[/variant]`.
 *
 * @throws Fault PLATFORM_NOT_FOUND when the text is not of that form
 */
export function parsePlatform(text: string): Platform {
  const [os, architecture, variant, ...more] = text.split('/');
  if (!os || !architecture || variant === '' || more.length > 0) {
    throw new Fault<ImageFault>('invalid', 'PLATFORM_NOT_FOUND', `"${text}" is not a platform.`, {
      advice: 'Write os/architecture[/variant], for example linux/arm64.',
    });
  }
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

/** The platform as `os/architecture[/variant]`. */
export function formatPlatform(platform: Platform): string {
  const variant = platform.variant === undefined ? '' : `/${platform.variant}`;
  return `${platform.os}/${platform.architecture}${variant}`;
}

/**
 * Chooses one image from an index. Entries of BuildKit attestations (`unknown/unknown`) are never images. With no
 * platform wanted the default is taken, else the only image there is.
 *
 * @throws Fault PLATFORM_NOT_FOUND, whose details list what there is
 */
export function choosePlatform(entries: readonly Descriptor[], wanted?: Platform): Descriptor {
  const images = entries.filter((entry) => !isAttestation(entry));
  const chosen = bestMatch(images, wanted ?? DEFAULT_PLATFORM);
  if (chosen !== undefined) return chosen;
  const distinct = new Set(images.map((entry) => entry.digest));
  const only = images[0];
  if (wanted === undefined && only !== undefined && distinct.size === 1) return only;
  throw notFound(images, wanted ?? DEFAULT_PLATFORM);
}

function bestMatch(images: readonly Descriptor[], wanted: Platform): Descriptor | undefined {
  const fitting = images.filter(
    ({ platform }) => platform?.os === wanted.os && platform.architecture === wanted.architecture,
  );
  for (const variant of acceptedVariants(wanted)) {
    const match = fitting.find((entry) => (entry.platform?.variant ?? '') === variant);
    if (match !== undefined) return match;
  }
  return wanted.variant === undefined ? fitting[0] : undefined;
}

// As containerd's platforms.Only: arm runs older variants, arm64 without a variant is v8.
function acceptedVariants(wanted: Platform): readonly string[] {
  const variant = wanted.variant ?? '';
  if (wanted.architecture === 'arm64' && (variant === '' || variant === 'v8')) return ['v8', ''];
  if (wanted.architecture !== 'arm') return [variant];
  const newest = variant === '' ? 7 : Number(variant.slice(1));
  const older = [];
  for (let version = newest; version >= 5; version -= 1) older.push(`v${version}`);
  return [...older, ''];
}

function isAttestation(entry: Descriptor): boolean {
  return (
    (entry.platform?.os === 'unknown' && entry.platform.architecture === 'unknown') ||
    entry.annotations['vnd.docker.reference.type'] === 'attestation-manifest'
  );
}

function notFound(images: readonly Descriptor[], wanted: Platform): Fault<ImageFault> {
  const available = images.slice(0, 64).map(({ platform }) => (platform ? formatPlatform(platformOf(platform)) : '?'));
  return new Fault<ImageFault>('not-found', 'PLATFORM_NOT_FOUND', `There is no image for ${formatPlatform(wanted)}.`, {
    details: { wanted: formatPlatform(wanted), available },
    advice: `Choose one with --platform: ${available.join(', ') || 'the index is empty'}.`,
  });
}

function platformOf(platform: NonNullable<Descriptor['platform']>): Platform {
  const { os, architecture, variant } = platform;
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}
