import { ADVISORY_LIMITS } from './advisory.ts';

/**
 * The checks of AFFECTED_SCHEMA and of ids, by hand: a feed has millions of them, and zod takes longer over them than
 * JSON.parse does. A spec holds the two to the same answers; what fails here is asked again of zod for its reason.
 */
export function isAffected(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return (
    isAbsentOr(value['package'], isPackage) &&
    isListOf(value['ranges'], ADVISORY_LIMITS.ranges, isRange) &&
    isListOf(value['versions'], ADVISORY_LIMITS.versions, isText) &&
    isListOf(value['severity'], Infinity, isSeverity)
  );
}

/** An id of an advisory or a vulnerability. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= ADVISORY_LIMITS.idLength;
}

/** A statement of severity. */
export function isSeverity(value: unknown): boolean {
  return isRecord(value) && isText(value['type']) && isText(value['score']) && value['score'].length <= 1024;
}

/** A reference. */
export function isReference(value: unknown): boolean {
  return isRecord(value) && isText(value['type']) && isText(value['url']);
}

function isPackage(value: unknown): boolean {
  if (!isRecord(value) || !isId(value['ecosystem'])) return false;
  const { name, purl } = value;
  const isName = isText(name) && name !== '' && name.length <= ADVISORY_LIMITS.nameLength;
  return isName && isAbsentOr(purl, isText);
}

function isRange(value: unknown): boolean {
  if (!isRecord(value) || !isText(value['type']) || !Array.isArray(value['events'])) return false;
  return (
    (value['repo'] === undefined || isText(value['repo'])) && isListOf(value['events'], ADVISORY_LIMITS.events, isEvent)
  );
}

function isEvent(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { introduced, fixed, last_affected, limit } = value;
  return (
    isTextOrUndefined(introduced) &&
    isTextOrUndefined(fixed) &&
    isTextOrUndefined(last_affected) &&
    isTextOrUndefined(limit)
  );
}

function isTextOrUndefined(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isAbsentOr(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || is(value);
}

function isListOf(value: unknown, most: number, is: (item: unknown) => boolean): boolean {
  if (value === undefined || value === null) return true;
  if (!Array.isArray(value) || value.length > most) return false;
  for (const item of value) if (!is(item)) return false;
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
